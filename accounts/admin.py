"""People, as an admin may see them."""

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.models import Duty, Role, User, Verification
from supportfinder.picking import Picking

admin.site.unregister(Group)
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class FactorAdmin(AuthenticatorAdmin):
    """That somebody has a second factor, never its secret; deleting one lets a person in who lost it."""

    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    ordering = ["-created_at", "pk"]
    fields = readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        return False


@admin.register(Duty)
class DutyAdmin(Picking, admin.ModelAdmin):
    list_display = ["user", "area", "country", "away_from", "away_until", "deputy"]
    list_select_related = ["user", "deputy"]
    search_fields = ["user__email", "area"]
    autocomplete_fields = ["user", "deputy"]
    ordering = ["user", "pk"]


@admin.register(Verification)
class VerificationAdmin(Picking, admin.ModelAdmin):
    list_display = ["user", "verified_at", "verified_by"]
    list_select_related = ["user", "verified_by"]
    search_fields = ["user__email", "note"]
    autocomplete_fields = ["user"]
    ordering = ["-verified_at", "pk"]

    def save_model(self, request, obj, form, change):
        obj.verified_by = request.user
        super().save_model(request, obj, form, change)


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

    def delete_model(self, request, obj):
        """As if they had deleted themselves: nothing of theirs stays behind."""
        privacy.erase(obj)

    def delete_queryset(self, request, queryset):
        """Each of them as `delete_model` does."""
        for user in queryset:
            privacy.erase(user)
