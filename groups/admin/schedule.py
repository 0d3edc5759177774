"""Slots, and their dates with something attached."""

from django.contrib import admin

from groups import schedule
from groups.facilitating.acting import held
from groups.models import Booking, Schedule, Session
from supportfinder.picking import Picking


class SessionInline(admin.TabularInline):
    model = Session
    extra = 0
    can_delete = False
    """Whoever booked a date would hear nothing: its status says that it does not take place."""


@admin.register(Schedule)
class ScheduleAdmin(Picking, admin.ModelAdmin):
    list_display = ["listing", "in_words", "is_live", "is_over"]
    list_filter = ["freq", "is_live", "is_over"]
    list_select_related = ["listing"]
    search_fields = ["listing__name"]
    autocomplete_fields = ["listing"]
    inlines = [SessionInline]
    ordering = ["-pk"]
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        """Nobody deletes what is booked, by itself nor with its listing: `is_live` ends it, and people hear of it."""
        is_booked = obj is not None and Booking.objects.of_slots([obj]).exists()
        return not is_booked and super().has_delete_permission(request, obj)

    def save_model(self, request, slot, form, change):
        """Its listing is held first, as everywhere, or two could wait for one another."""
        held(slot.listing_id)
        super().save_model(request, slot, form, change)

    def delete_model(self, request, slot):
        """Its listing is held first here too: the dates that go with it are those of the listing."""
        held(slot.listing_id)
        super().delete_model(request, slot)

    def save_related(self, request, form, formsets, change):
        """A cancelled or moved date shows in search at once."""
        super().save_related(request, form, formsets, change)
        schedule.refresh_dates(Schedule.objects.filter(pk=form.instance.pk))
