"""The words of the directory."""

from django.contrib import admin

from groups.models import Term
from supportfinder.picking import Picking


@admin.register(Term)
class TermAdmin(Picking, admin.ModelAdmin):
    list_display = ["label", "facet", "slug", "parent", "position", "is_active"]
    list_filter = ["facet", "is_active"]
    list_select_related = ["parent"]
    search_fields = ["label", "slug", "synonyms"]
    autocomplete_fields = ["parent"]

    def get_search_results(self, request, queryset, search_term):
        """Where a listing's kind is chosen, offer kinds only."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.GET.get("field_name") == "kind":
            found = found.filter(facet="kind")
        return found, may_repeat
