"""Listings and what belongs to each of them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from groups import moderation, schedule
from groups.admin.exporting import csv_response
from groups.admin.helping import PracticalHelpInline
from groups.models import Contact, Facilitator, FirstVisit, Listing, ListingTerm, Schedule
from supportfinder.picking import Picking


class ContactInline(admin.TabularInline):
    model = Contact
    extra = 0


class FacilitatorInline(Picking, admin.TabularInline):
    model = Facilitator
    autocomplete_fields = ["user"]
    extra = 0


class FirstVisitInline(admin.StackedInline):
    model = FirstVisit
    extra = 0


class ListingTermInline(Picking, admin.TabularInline):
    model = ListingTerm
    autocomplete_fields = ["term"]
    extra = 0


class ScheduleInline(admin.StackedInline):
    model = Schedule
    extra = 0
    show_change_link = True
    can_delete = False
    """Whoever booked would hear nothing: `is_live` ends a slot."""


@admin.register(Listing)
class ListingAdmin(Picking, admin.ModelAdmin):
    list_display = ["name", "kind", "formality", "place", "status", "confirmed_at", "source"]
    list_filter = [
        *("status", "formality", "attendance", "is_checked_now", "is_unsure", "is_stale", "source"),
        "kind",
    ]
    list_select_related = ["kind", "place", "source"]
    search_fields = ["name", "public_id"]
    search_help_text = _("By the words of the name, or by the number in its address.")
    autocomplete_fields = ["organization", "place", "kind", "owner", "confirmed_by", "merged_into"]
    readonly_fields = [
        *("public_id", "status", "searchable", "is_checked_now", "is_unsure", "is_stale", "closed_on"),
        *("answered_by_mail", "source_ref", "created_at", "updated_at"),
    ]
    inlines = [
        *(ScheduleInline, ListingTermInline, ContactInline, PracticalHelpInline, FirstVisitInline),
        FacilitatorInline,
    ]
    ordering = ["-updated_at", "-pk"]
    actions = ["publish", "withdraw", "export_csv"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("document", "pos")

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, listings):
        """Make the chosen listings public."""
        count = moderation.publish(listings.order_by(), by=request.user)
        schedule.refresh_dates(Schedule.objects.filter(listing__in=listings.values("pk")))
        self.message_user(request, _("%(count)d published.") % {"count": count})

    @admin.action(description=_("Withdraw from the public"), permissions=["change"])
    def withdraw(self, request, listings):
        """Take the chosen listings out of the public's sight."""
        count = moderation.withdraw(listings.order_by(), by=request.user)
        self.message_user(request, _("%(count)d withdrawn.") % {"count": count})

    @admin.action(description=_("Save what is public of them as a table (CSV)"), permissions=["view"])
    def export_csv(self, request, listings):
        """A file with the public columns of the chosen listings."""
        return csv_response(listings)

    def save_related(self, request, form, formsets, change):
        """Slots are saved with the listing; the dates search knows follow at once."""
        super().save_related(request, form, formsets, change)
        schedule.refresh_dates(form.instance.schedules.all())
