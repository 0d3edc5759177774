"""Earlier versions of rows, as the database kept them. Nothing can change them."""

from django.contrib import admin

from groups.admin.reading import ReadOnlyAdmin
from groups.models import ListingVersion, PlaceVersion, ScheduleVersion, SessionVersion


class VersionAdmin(ReadOnlyAdmin):
    list_display = ["pgh_obj_id", "pgh_created_at", "pgh_label"]
    list_filter = ["pgh_label"]
    ordering = ["-pgh_id"]


@admin.register(ListingVersion)
class ListingVersionAdmin(VersionAdmin):
    list_display = ["name", "status", "pgh_created_at", "pgh_label"]
    search_fields = ["name"]


@admin.register(PlaceVersion)
class PlaceVersionAdmin(VersionAdmin):
    """Of places that are homes or confidential today too: for admins alone."""

    list_display = ["town", "country", "precision", "pgh_created_at", "pgh_label"]
    search_fields = ["town"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_module_permission = has_view_permission


admin.site.register(ScheduleVersion, VersionAdmin)
admin.site.register(SessionVersion, VersionAdmin)
