"""Slots, and their dates with something attached."""

from django.contrib import admin

from groups import schedule
from groups.facilitating.acting import held
from groups.models import Schedule, Session


class SessionInline(admin.TabularInline):
    model = Session
    extra = 0


@admin.register(Schedule)
class ScheduleAdmin(admin.ModelAdmin):
    list_display = ["listing", "in_words", "is_live", "is_over"]
    list_filter = ["freq", "is_live", "is_over"]
    list_select_related = ["listing"]
    search_fields = ["listing__name"]
    autocomplete_fields = ["listing"]
    inlines = [SessionInline]
    ordering = ["-pk"]
    show_full_result_count = False

    def save_model(self, request, slot, form, change):
        """Its listing is held first, as everywhere, or two could wait for one another."""
        held(slot.listing_id)
        super().save_model(request, slot, form, change)

    def save_related(self, request, form, formsets, change):
        """A cancelled or moved date shows in search at once."""
        super().save_related(request, form, formsets, change)
        schedule.refresh_dates(Schedule.objects.filter(pk=form.instance.pk))
