"""Who looks after a listing. Links and invitations are made on its own page: here nobody could learn the secret."""

from django.contrib import admin

from groups.admin.reading import ReadOnlyAdmin
from groups.models import Claim, Facilitator, Invitation, ManageLink, Submission
from supportfinder.picking import Picking


@admin.register(Facilitator)
class FacilitatorAdmin(Picking, admin.ModelAdmin):
    list_display = ["user", "listing", "joined_on"]
    list_select_related = ["user", "listing"]
    search_fields = ["user__email", "user__nickname", "listing__name"]
    autocomplete_fields = ["user", "listing"]
    ordering = ["-joined_on", "-pk"]
    show_full_result_count = False


@admin.register(ManageLink)
class ManageLinkAdmin(ReadOnlyAdmin):
    list_display = ["listing", "created_at", "last_used_on", "revoked_at"]
    list_select_related = ["listing"]
    search_fields = ["listing__name"]
    exclude = ["digest"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "listing", "hands_over", "created_at", "expires_at", "accepted_at"]
    list_filter = ["hands_over"]
    list_select_related = ["listing"]
    search_fields = ["email", "listing__name"]
    exclude = ["digest"]


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ["email", "listing", "created_at", "email_verified_at"]
    list_select_related = ["listing"]
    search_fields = ["email", "listing__name"]
    exclude = ["digest"]


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ["listing", "user", "created_at", "decision", "decided_by"]
    list_filter = ["decision"]
    list_select_related = ["listing", "user", "decided_by"]
    search_fields = ["listing__name", "user__email", "user__nickname"]
