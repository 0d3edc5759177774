"""People, as an admin may see them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User

admin.site.site_header = admin.site.site_title = _("Support Finder")
admin.site.login = secure_admin_login(admin.site.login)  # the same second factor and limits as everywhere
admin.site.unregister(Group)


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    filter_horizontal = ["permissions"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    list_display = ["email", "nickname", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "nickname"]
    ordering = ["email", "pk"]
    fieldsets = [
        (None, {"fields": ["email", "nickname", "password"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "nickname", "usable_password", "password1", "password2"]})]
