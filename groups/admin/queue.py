"""What waits, what was reported and asked, and what was done; decided at `/moderation/`, looked up here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from groups import content
from groups.admin.reading import ReadOnlyAdmin
from groups.models import ModerationEvent, PhoneCheck, Question, ReplyTemplate, Report, Review, Revision


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["listing", "cause", "harm", "opened_at", "asked_at", "closed_at", "closed_by"]
    list_filter = ["cause", "harm", ("closed_at", admin.EmptyFieldListFilter)]
    list_select_related = ["listing", "closed_by"]
    search_fields = ["listing__name", "listing__public_id"]
    ordering = ["-pk"]


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["listing", "created_by", "created_at", "decision", "decided_by"]
    list_filter = ["decision"]
    list_select_related = ["listing", "created_by", "decided_by"]
    search_fields = ["listing__name", "listing__public_id"]
    exclude = ["proposed", "before"]
    readonly_fields = ["proposed_public", "before_public"]

    @admin.display(description=_("as proposed"))
    def proposed_public(self, revision):
        """Without contacts and private addresses, which wait in it until it is decided."""
        return content.public_part(revision.proposed)

    @admin.display(description=_("as it was"))
    def before_public(self, revision):
        return content.public_part(revision.before)


@admin.register(ModerationEvent)
class ModerationEventAdmin(ReadOnlyAdmin):
    list_display = ["act", "listing", "by", "via_link", "created_at", "reason"]
    list_filter = ["act", "via_link"]
    list_select_related = ["listing", "by"]
    search_fields = ["listing__name", "listing__public_id", "reason"]


@admin.register(PhoneCheck)
class PhoneCheckAdmin(ReadOnlyAdmin):
    list_display = ["listing", "result", "phoned_by", "phoned_at", "note"]
    list_filter = ["result"]
    list_select_related = ["listing", "phoned_by"]
    search_fields = ["listing__name", "note"]


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "position"]
    search_fields = ["title", "text"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["listing", "fault", "created_at", "settled_at", "was_right"]
    list_filter = ["fault", "was_right", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["listing"]
    search_fields = ["listing__name", "listing__public_id"]
    exclude = ["digest"]


@admin.register(Question)
class QuestionAdmin(ReadOnlyAdmin):
    list_display = ["listing", "created_at", "email_verified_at", "answered_at"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter)]
    list_select_related = ["listing"]
    search_fields = ["listing__name", "listing__public_id"]
    exclude = ["digest"]
