"""How long what this app keeps about people is kept, for the table that people read; see `supportfinder.retention`."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groups import answering, asking, booking, helping, posting, reporting, sources, stories, wishes
from groups.choices import Decision
from groups.models import Claim
from groups.uploading import own_data as own_tables
from supportfinder import retention
from supportfinder.retention import Row

WITH_ACCOUNT = _("Until you remove it, take back what you agreed to, or delete your account")


def register():
    """Add the rows of this app; called when it is ready."""
    retention.register(*bookings(), *kept_for_you(), *from_visitors(), *listings())


def bookings():
    """What is kept of who comes to what."""
    yield Row(
        "bookings",
        _("What you booked: the date, the name you gave, your account or address, and the language you did it in"),
        _("So that there is a place for you, and you hear what changes"),
        lambda: days(settings.BOOKINGS_KEEP_DAYS, _("after the date")),
        where=("groups.Booking", "groups.BookingLink"),
        forget=lambda now: booking.forget(_before(now, settings.BOOKINGS_KEEP_DAYS)),
        setting="BOOKINGS_KEEP_DAYS",
    )
    yield Row(
        "company",
        _("That you would rather not come alone, or would go with somebody"),
        _("So that the people who look after the listing can put two together"),
        lambda: days(helping.KEPT_FOR.days, _("after the date")),
        where=("groups.Offer", "groups.Match"),
        forget=lambda now: helping.forget(now - helping.KEPT_FOR),
        is_told=lambda: settings.MEMBER_OFFERS,
    )
    yield Row(
        "answer codes",
        _("Codes with which to say what helped"),
        _("So that each is used once"),
        lambda: days(settings.ANSWER_CODES_KEEP_DAYS, _("after they were made")),
        where=("groups.AnswerCode",),
        forget=answering.forget,
        setting="ANSWER_CODES_KEEP_DAYS",
    )


def kept_for_you():
    """What an account keeps for its person alone."""
    yield Row(
        "what helped",
        _("What you said helped, and check-ins about how you are"),
        _("So that you can look back; only figures about many people are published"),
        WITH_ACCOUNT,
        where=("groups.Answer", "groups.CheckIn", "groups.CheckIn_programs", "groups.CheckInReminder"),
    )
    yield Row(
        "saved",
        _("Listings and searches you saved, your circle of support, your calendar address"),
        _("So that you find them again"),
        WITH_ACCOUNT,
        where=(
            *("groups.SavedListing", "groups.SavedSearch", "groups.NewsLink", "groups.CalendarFeed"),
            *("groups.CircleEntry", "groups.CircleGoal"),
        ),
    )
    yield Row(
        "consents",
        _("What you agreed to, in which words, and when you took it back"),
        _("So that we can show that we asked"),
        _("Until you delete your account"),
        where=("groups.Consent",),
    )


def from_visitors():
    """What people send in, with an account or without."""
    yield _sent("questions", _("Questions to a group, and their answers"), ("groups.Question",), asking)
    yield _sent("reports", _("Words and address of a report, once it is settled"), ("groups.Report",), reporting)
    yield _sent(
        "first visits", _("First visits that nobody confirmed, or that were not shown"), ("groups.Story",), stories
    )
    yield _sent("suggestions", _("Topics suggested, with an address if one was left"), ("groups.Wish",), wishes)
    yield _sent(
        "drafts",
        _("Listings sent in from an address that nobody confirmed, and old invitations"),
        ("groups.Submission", "groups.Invitation"),
        posting,
    )
    yield Row(
        "claims",
        _("Requests to take over a listing, with your words, once they are decided"),
        _("So that a moderator can decide, and look again"),
        _visitors_days,
        where=("groups.Claim",),
        forget=forget_claims,
        setting="VISITORS_KEEP_DAYS",
    )
    yield Row(
        "tables",
        _("Rows of a table of listings that you brought and did not bring in"),
        _("So that you can go on the next day"),
        lambda: days(settings.UPLOADS_KEEP_DAYS, _("after you last touched it")),
        where=("groups.Upload", "groups.UploadRow", "groups.BroughtListing"),
        forget=lambda now: own_tables.forget(_before(now, settings.UPLOADS_KEEP_DAYS)),
        setting="UPLOADS_KEEP_DAYS",
    )


def listings():
    """What is kept of people in listings, and of who looks after them."""
    yield Row(
        "listings",
        _("Names, numbers and addresses in a listing, the address of a home among them"),
        _("So that people can find the group"),
        _("As long as somebody looks after the listing, or its source names it"),
        where=(
            *("groups.Listing", "groups.Contact", "groups.Place", "groups.PrivateAddress", "groups.FirstVisit"),
            *("groups.Organization", "groups.Organization_members", "groups.Session", "groups.HelpersWanted"),
            *("groups.Facilitator", "groups.ManageLink", "groups.PairingLink", "groups.Closure", "groups.Schedule"),
            *("groups.PracticalHelp", "groups.Pairing", "groups.ListingTerm"),
        ),
    )
    yield Row(
        "history",
        _("Who changed, checked or confirmed a listing, and its earlier words"),
        _("So that a mistake can be undone, and misuse be seen"),
        _("As long as the listing; of who deleted their account only a number stays that points to nobody"),
        where=(
            *("groups.Revision", "groups.Review", "groups.ModerationEvent", "groups.PhoneCheck", "pghistory.Context"),
            *("groups.ListingVersion", "groups.PlaceVersion", "groups.ScheduleVersion", "groups.SessionVersion"),
            *("pghistory.Events", "pghistory.MiddlewareEvents"),
        ),
    )
    yield Row(
        "other directories",
        _("What other directories say of their listings, and reports of the runs that read them"),
        _("So that a mistake can be traced"),
        lambda: days(settings.SOURCE_RUNS_KEEP_DAYS, _("after the run")),
        where=("groups.SourceRun", "groups.SourceEntry", "groups.ImportProblem"),
        forget=lambda now: sources.forget(_before(now, settings.SOURCE_RUNS_KEEP_DAYS)),
        setting="SOURCE_RUNS_KEEP_DAYS",
    )


def days(number, since):
    """So many days, and from when they are counted, in words."""
    told = {"days": number, "since": since}
    return ngettext("%(days)d day %(since)s", "%(days)d days %(since)s", number) % told


def forget_claims(now):
    """Erase requests to take over that were decided longer ago than they are kept; answers how many."""
    decided = Claim.objects.exclude(decision=Decision.WAITING)
    return decided.filter(decided_at__lt=_before(now, settings.VISITORS_KEEP_DAYS)).delete()[0]


def _sent(name, what, where, room):
    why = _("So that it can be answered or decided, and misuse be seen")
    forget = lambda now: room.forget(_before(now, settings.VISITORS_KEEP_DAYS))  # noqa: E731 - one line of a table
    return Row(name, what, why, _visitors_days, where, forget, "VISITORS_KEEP_DAYS")


def _visitors_days():
    return days(settings.VISITORS_KEEP_DAYS, _("after it came in or was decided"))


def _before(now, number):
    return now - timedelta(days=number)
