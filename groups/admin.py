"""The directory for moderators and admins: everything can be looked up and mended, status changes only by verbs."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from groups import moderation, schedule
from groups.models import (
    Contact,
    FirstVisit,
    ImportProblem,
    ImportSource,
    Listing,
    ListingTerm,
    Organization,
    Place,
    PrivateAddress,
    Schedule,
    Session,
    Term,
)


class ContactInline(admin.TabularInline):
    model = Contact
    extra = 0


class FirstVisitInline(admin.StackedInline):
    model = FirstVisit
    extra = 0


class ListingTermInline(admin.TabularInline):
    model = ListingTerm
    autocomplete_fields = ["term"]
    extra = 0


class ScheduleInline(admin.StackedInline):
    model = Schedule
    extra = 0
    show_change_link = True


class SessionInline(admin.TabularInline):
    model = Session
    extra = 0


class PrivateAddressInline(admin.StackedInline):
    model = PrivateAddress
    extra = 0


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "formality", "place", "status", "confirmed_at", "source"]
    list_filter = ["status", "formality", "attendance", "source", ("kind", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["kind", "place", "source"]
    search_fields = ["name", "organization__name", "place__town", "public_id"]
    autocomplete_fields = ["organization", "place", "kind", "owner", "confirmed_by"]
    readonly_fields = ["public_id", "status", "searchable", "source_ref", "created_at", "updated_at"]
    inlines = [ScheduleInline, ListingTermInline, ContactInline, FirstVisitInline]
    ordering = ["-updated_at", "-pk"]
    actions = ["publish", "withdraw"]
    show_full_result_count = False

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

    def save_related(self, request, form, formsets, change):
        """Slots are saved with the listing; the dates search knows follow at once."""
        super().save_related(request, form, formsets, change)
        schedule.refresh_dates(form.instance.schedules.all())


@admin.register(Schedule)
class ScheduleAdmin(admin.ModelAdmin):
    list_display = ["listing", "in_words", "is_live", "is_over"]
    list_filter = ["freq", "is_live", "is_over"]
    list_select_related = ["listing"]
    search_fields = ["listing__name"]
    autocomplete_fields = ["listing"]
    inlines = [SessionInline]
    show_full_result_count = False

    def save_related(self, request, form, formsets, change):
        """A cancelled or moved date shows in search at once."""
        super().save_related(request, form, formsets, change)
        schedule.refresh_dates(Schedule.objects.filter(pk=form.instance.pk))


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    list_display = ["__str__", "precision", "country", "timezone"]
    list_filter = ["precision", "country"]
    search_fields = ["name", "street", "town", "postal_code"]
    inlines = [PrivateAddressInline]
    show_full_result_count = False


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "website", "source"]
    list_select_related = ["source"]
    search_fields = ["name"]


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
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


@admin.register(ImportSource)
class ImportSourceAdmin(admin.ModelAdmin):
    list_display = ["name", "as_of", "licence", "is_sample"]
    search_fields = ["name"]


@admin.register(ImportProblem)
class ImportProblemAdmin(admin.ModelAdmin):
    list_display = ["source", "source_ref", "field", "sentence"]
    list_filter = ["source", "field"]
    list_select_related = ["source"]
    search_fields = ["sentence", "source_ref"]
