"""What several parts of the admin have in common."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows to look up. Verbs write them, so nobody adds, changes or removes one here."""

    show_full_result_count = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
