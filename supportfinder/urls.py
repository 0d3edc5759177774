"""Where each part of the site begins.

What people read has an address in each language: English at the bare one, others behind their code. What programs ask
for has one address for all.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from accounts.outbox_views import outbox

urlpatterns = [
    path("admin/", admin.site.urls),
    path("outbox/", outbox, name="outbox"),
    path("", include("groups.urls.programs")),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        path("", include("groups.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "groups.views.pages.bad_request"
handler403 = "groups.views.pages.forbidden"
handler404 = "groups.views.pages.not_found"
handler429 = "accounts.views.too_many"
handler500 = "groups.views.pages.server_error"
