from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_set
from django.urls import include, path

from accounts import views

urlpatterns = [
    path("", views.home, name="account-home"),
    path("language/", views.choose_language, name="account-language"),
    path("export/", views.export_everything, name="account-export"),
    path("delete/", views.delete_me, name="account-delete"),
    path("deleted/", views.deleted, name="account-deleted"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("confirm/code/", views.reauthenticate_by_code, name="reauthenticate-by-code"),
    # allauth asks for nothing before a first password; whoever finds an open screen could lock its owner out.
    path(
        "password/set/",
        reauthentication_required(app="allauth.account")(password_set),
        name="account_set_password",
    ),
    path("login/", views.sign_in, name="account_login"),
    path("", include("allauth.urls")),
]
