"""Places, who runs what, and when something is closed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_admin
from groups.countries import country_choices
from groups.models import Closure, Organization, Place, PrivateAddress
from supportfinder.picking import Picking


class PrivateAddressInline(admin.StackedInline):
    """The true address of a home: for admins alone, whatever permissions others were given."""

    model = PrivateAddress
    extra = 0

    def has_view_permission(self, request, obj=None):
        return is_admin(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class CountryFilter(admin.SimpleListFilter):
    """Every country there is: to find those of the directory, each of its places would have to be read."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        return country_choices()

    def queryset(self, request, places):
        return places.filter(country=self.value()) if self.value() else places


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["__str__", "precision", "country", "timezone"]
    list_filter = ["precision", CountryFilter]
    search_fields = ["name", "street", "town", "postal_code"]
    inlines = [PrivateAddressInline]
    ordering = ["-pk"]
    show_full_result_count = False


@admin.register(Organization)
class OrganizationAdmin(Picking, admin.ModelAdmin):
    list_display = ["name", "website", "source"]
    list_select_related = ["source"]
    search_fields = ["name"]
    autocomplete_fields = ["members"]
    show_full_result_count = False


@admin.register(Closure)
class ClosureAdmin(Picking, admin.ModelAdmin):
    list_display = ["__str__", "listing", "place", "starts_on", "ends_on", "created_by"]
    list_filter = ["starts_on"]
    list_select_related = ["listing", "place", "created_by"]
    search_fields = ["note", "listing__name", "place__name"]
    autocomplete_fields = ["listing", "place"]
    readonly_fields = ["created_at", "created_by"]
    ordering = ["-starts_on", "-pk"]
    show_full_result_count = False

    def save_model(self, request, obj, form, change):
        """Whoever makes a closure is noted with it."""
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
