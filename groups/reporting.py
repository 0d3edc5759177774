"""What visitors say of a listing: kept, grouped in the queue, acted on at once where somebody could be hurt."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import spoken
from groups import emails, moderation
from groups.choices import Act, Cause, Fault
from groups.models import Listing, Report
from groups.models.secret import digest_of, new_token

REST_DAYS = 30
"""So long a listing is not paused again by itself after a moderator found such a report wrong."""

CAUSES = [Cause.UNSAFE, Cause.REPORT]


def would_pause(listing, fault):
    """Whether a report of `fault` is one that takes `listing` out of search until somebody has looked.

    A moderator's word holds for 30 days, so that nobody can keep a good listing out of search by reporting it.
    """
    if fault != Fault.UNSAFE or listing.is_checked_now or not listing.is_published:
        return False
    since = timezone.now() - timedelta(days=REST_DAYS)
    settled = listing.reports.filter(fault=Fault.UNSAFE, was_right=False, settled_at__gte=since)
    return not settled.exists()


def wants_outcome(fault, email):
    """Whether who reports `fault` and gives `email` gets a mail: "it was on" asks for no answer."""
    return bool(email) and fault != Fault.WAS_ON


@transaction.atomic
def report(listing, *, fault, text="", email="", may_pause=False):
    """Keep what a visitor says of a public listing; answers the `Report`.

    `fault` is a `Fault`. With an `email` a link goes there; only who follows it is told the outcome. `may_pause`
    tells whether the limits leave room for one more pause; without it an unsafe report still jumps the queue.
    "It was on" informs and asks nothing of anybody.
    """
    listing = _held(listing)
    is_told = wants_outcome(fault, email)
    token = new_token() if is_told else ""
    kept = Report.objects.create(
        listing=listing,
        fault=fault,
        text=text,
        email=email if is_told else "",
        language=spoken() if is_told else "",
        digest=digest_of(token) if token else "",
    )
    if fault != Fault.WAS_ON:
        moderation.open_review(listing, Cause.UNSAFE if fault == Fault.UNSAFE else Cause.REPORT)
    if may_pause and would_pause(listing, fault):
        _pause(listing)
    if token:
        words = {"listing": listing, "url": emails.address("report-confirm", token)}
        emails.send("report_confirm", emails.Reader.of(kept), words)
    return kept


@transaction.atomic
def confirm(kept):
    """The address is theirs: they are told the outcome, at once where it is known. Safe to repeat."""
    kept = Report.objects.select_for_update(of=["self"]).select_related("listing").get(pk=kept.pk)
    if kept.email_verified_at is None:
        kept.email_verified_at = timezone.now()
        kept.save(update_fields=["email_verified_at"])
        _tell(kept)


@transaction.atomic
def settle(listing, *, by, was_right, outcome=""):
    """Close what visitors reported of `listing`: were they right, and what became of it (in words they are mailed).

    Where they were not, a paused listing is found again. Answers how many reports that were.
    """
    listing = _held(listing)
    open_reports = list(listing.reports.open().select_for_update().order_by("pk"))
    now = timezone.now()
    decision = {"settled_at": now, "settled_by": by, "was_right": was_right, "outcome": outcome}
    Report.objects.filter(pk__in=[one.pk for one in open_reports]).update(**decision)
    for kept in Report.objects.filter(pk__in=[one.pk for one in open_reports]).select_related("listing"):
        _tell(kept)
    moderation.close_reviews(listing, CAUSES, by=by)
    if open_reports:
        moderation.record(listing, Act.LOOKED, by=by, reason=outcome, after={"reports_were_right": was_right})
    if not was_right:
        end_pause(listing, by=by)
    return len(open_reports)


@transaction.atomic
def end_pause(listing, *, by):
    """Let search find a listing again that was paused while it was checked. Answers whether it was paused."""
    listing = _held(listing)
    if not listing.is_checked_now:
        return False
    _write_pause(listing, is_checked_now=False)
    moderation.record(listing, Act.REOPENED, by=by)
    return True


def forget(before):
    """Take addresses and words out of reports settled before the moment `before`; of "it was on" those made before.

    What they were about stays, for the next moderator. Answers how many.
    """
    settled = Report.objects.filter(settled_at__lt=before)
    informed = Report.objects.filter(fault=Fault.WAS_ON, created_at__lt=before)
    return (settled | informed).exclude(text="", email="", digest="").update(text="", email="", language="", digest="")


def _held(listing):
    return Listing.objects.select_for_update(of=["self"], no_key=True).get(pk=listing.pk)


def _pause(listing):
    _write_pause(listing, is_checked_now=True)
    moderation.record(listing, Act.HID, by=None, reason=str(Fault.UNSAFE.label))


def _write_pause(listing, *, is_checked_now):
    listing.is_checked_now = is_checked_now
    listing.save(update_fields=["is_checked_now", "updated_at"])
    moderation.refresh_searchable(Listing.objects.filter(pk=listing.pk))


def _tell(kept):
    """Mail the outcome to who confirmed their address; once."""
    if kept.settled_at and kept.email and kept.email_verified_at:
        words = {"listing": kept.listing, "was_right": kept.was_right, "outcome": kept.outcome}
        emails.send("report_outcome", emails.Reader.of(kept), words, key=f"report-outcome-{kept.pk}")
