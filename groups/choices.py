"""Fixed words of the directory: the few that code decides by. Everything else people pick is a row (`Term`)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Facet(TextChoices):
    """What a term says about a listing; also the name of the search parameter that asks for it."""

    CATEGORY = "category", _("Category")
    KIND = "kind", _("Kind of support")
    SUPPORT = "support", _("What you get")
    TOPIC_GROUP = "topic_group", _("Group of topics")
    TOPIC = "topic", _("Topic")
    AUDIENCE = "audience", _("Who it is for")
    ACTIVITY = "activity", _("What happens there")
    LANGUAGE = "language", _("Language")
    COST = "cost", _("Cost")
    ACCESS = "access", _("Access")
    JOINING = "joining", _("How to join")
    OPENNESS = "openness", _("Who may come")
    SETTING = "setting", _("Setting")
    FORMALITY = "formality", _("Formal or informal")
    ATTENDANCE = "attendance", _("How it meets")
    LED_BY = "led_by", _("Who leads it")
    WEEKDAY = "weekday", _("Day")
    TIME = "time", _("Time of day")
    SLOT = "slot", _("Day and time")


class Formality(TextChoices):
    FORMAL = "formal", _("Formal service")
    INFORMAL = "informal", _("Informal meetup")


class Attendance(TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")
    PHONE = "phone", _("By phone")


PLACELESS = (Attendance.ONLINE, Attendance.PHONE)


class LedBy(TextChoices):
    LICENSED = "licensed", _("A licensed professional")
    TRAINED_PEER = "trained_peer", _("A trained peer")
    TRAINED_VOLUNTEER = "trained_volunteer", _("A trained volunteer")
    MEMBERS = "members", _("Members take turns")


class Precision(TextChoices):
    """How exactly the public may know where a place is."""

    EXACT = "exact", _("Exact address")
    STREET = "street", _("Street")
    POSTCODE = "postcode", _("Area of the postcode")
    TOWN = "town", _("Town")
    CELL = "cell", _("Private home: about a kilometre or more")
    AREA = "area", _("Confidential: only the name of the area")


PINNED = (Precision.EXACT, Precision.STREET)
CONCEALED = (Precision.CELL, Precision.AREA)


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REJECTED = "rejected", _("Rejected")


class Channel(TextChoices):
    PHONE = "phone", _("Phone")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    WEBSITE = "website", _("Website")
    ONLINE_LINK = "online_link", _("Link to join online")


class Visibility(TextChoices):
    """Who is shown a way to make contact."""

    PUBLIC = "public", _("Everybody")
    AFTER_CONTACT = "after_contact", _("After making contact")
    HIDDEN = "hidden", _("Nobody")


class Answer(TextChoices):
    """A plain answer about the first visit; left empty where nobody has said."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UP_TO_YOU = "up_to_you", _("Up to you")


class Relation(TextChoices):
    """How a term belongs to a listing where plain belonging is not all there is to say."""

    WELCOMES = "", _("Yes")
    ONLY = "only", _("Only for")
    INTERPRETED = "interpreted", _("With an interpreter")
    SIGNED = "signed", _("Signed")


class SessionStatus(TextChoices):
    ON = "on", _("Takes place")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved")


class BookingWay(TextChoices):
    """How a listing wants to know who comes."""

    TURN_UP = "turn_up", _("Just turn up")
    TELL = "tell", _("Let us know that you come")
    PLACES = "places", _("Book a place for one date")
    SERIES = "series", _("Book the whole course")


class BookingState(TextChoices):
    """Where a booking stands; the first five can still lead to a place."""

    UNCONFIRMED = "unconfirmed", _("The address is not confirmed yet")
    ASKED = "asked", _("Waits for the facilitator")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("A place is free")
    COMING = "coming", _("Coming")
    CANCELLED = "cancelled", _("Cancelled by the person")
    DECLINED = "declined", _("Declined by the facilitator")
    LAPSED = "lapsed", _("Not taken up in time")
    CALLED_OFF = "called_off", _("Called off")


class Purpose(TextChoices):
    """What somebody may agree to that we keep about their health."""

    BOOKING = "booking", _("Telling a group that you come")


class When(TextChoices):
    NOW = "now", _("On now or within the hour")
    TODAY = "today", _("Today")
    TOMORROW = "tomorrow", _("Tomorrow")
    WEEK = "week", _("In the next 7 days")


class Sort(TextChoices):
    DISTANCE = "distance", _("Nearest first")
    SOONEST = "soonest", _("Soonest first")


class For(TextChoices):
    ME = "me", _("For me")
    SOMEONE = "someone", _("For someone I care about")
    WORK = "work", _("For someone I work with")


class Weekday(TextChoices):
    """Days as RFC 5545 writes them."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class TimeOfDay(TextChoices):
    """When a session starts, by the local clock: from 05, 12, 17 and 22 o'clock."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")


class Cause(TextChoices):
    """Why a listing lies in the queue; one open entry per listing and cause."""

    UNSAFE = "unsafe", _("Reported as unsafe")
    URGENT = "urgent", _("Changed at once, to be looked at")
    CHANGE = "change", _("A change waits")
    NEW = "new", _("New")
    CLAIM = "claim", _("Somebody asks to take it over")
    REPORT = "report", _("Visitors report a fault")
    DUPLICATE = "duplicate", _("Perhaps listed twice")
    STALE = "stale", _("Not confirmed for long")


class Harm(IntegerChoices):
    """The order of the queue: what could hurt somebody soonest comes first."""

    UNSAFE = 0, _("Could hurt somebody")
    SOON = 1, _("Meets within 48 hours")
    CHANGE = 2, _("A change waits")
    NEW = 3, _("New")
    DUPLICATE = 4, _("Perhaps listed twice")
    STALE = 5, _("Not confirmed for long")


HARM_OF = {
    Cause.UNSAFE: Harm.UNSAFE,
    Cause.URGENT: Harm.CHANGE,
    Cause.CHANGE: Harm.CHANGE,
    Cause.REPORT: Harm.CHANGE,
    Cause.NEW: Harm.NEW,
    Cause.CLAIM: Harm.NEW,
    Cause.DUPLICATE: Harm.DUPLICATE,
    Cause.STALE: Harm.STALE,
}
MAY_BE_SOON = (Cause.URGENT, Cause.CHANGE, Cause.REPORT, Cause.NEW)


class Decision(TextChoices):
    """What became of a proposed change or a claim."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    TAKEN_BACK = "taken_back", _("Taken back")


class Act(TextChoices):
    """What somebody did to a listing, for its history."""

    SUBMITTED = "submitted", _("Sent in for review")
    PROPOSED = "proposed", _("Proposed a change")
    TOOK_BACK = "took_back", _("Took the change back")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    ASKED = "asked", _("Asked a question")
    EDITED = "edited", _("Edited")
    HID = "hid", _("Hid for now")
    WITHDREW = "withdrew", _("Withdrew")
    PUBLISHED = "published", _("Published")
    MERGED = "merged", _("Merged with another listing")
    RESTORED = "restored", _("Restored an earlier version")
    CONFIRMED = "confirmed", _("Confirmed")
    PHONED = "phoned", _("Checked by phone")
    CANCELLED = "cancelled", _("Cancelled a date")
    MOVED = "moved", _("Moved a date")
    ANNOTATED = "annotated", _("Wrote a note to a date")
    STOOD_IN = "stood_in", _("Said who stands in")
    COUNTED = "counted", _("Counted who came")
    ANNOUNCED = "announced", _("Wrote to those who come")
    PAUSED = "paused", _("Paused")
    REOPENED = "reopened", _("Opened again")
    CLOSED = "closed", _("Closed for good")
    UNDID = "undid", _("Undid a change")
    HANDED_OVER = "handed_over", _("Handed over")
    JOINED = "joined", _("Joined as facilitator")
    LEFT = "left", _("Left as facilitator")
    LOOKED = "looked", _("Looked at and left as it is")


class Fault(TextChoices):
    """What a visitor says of a listing."""

    WRONG_TIME = "wrong_time", _("The time or place is wrong")
    CLOSED = "closed", _("It does not exist any more")
    UNSAFE = "unsafe", _("Something there is not safe")
    OTHER = "other", _("Something else")
    WAS_ON = "was_on", _("I went, and it was on")


class PhoneResult(TextChoices):
    """How a phone check ended."""

    STILL_ON = "still_on", _("Still on, nothing changed")
    CHANGED = "changed", _("Still on, something changed")
    CLOSED = "closed", _("Closed for good")
    NO_ANSWER = "no_answer", _("Nobody answered")


class Side(TextChoices):
    """Whether somebody offers company or wishes for it."""

    OFFERS = "offers", _("I offer it")
    WISHES = "wishes", _("I wish for it")


class Company(TextChoices):
    """What members may do together; never childcare, never money, no visit at home."""

    WALK = "walk", _("Walk together")
    SIT = "sit", _("Sit together")
    RIDE = "ride", _("Share a bus ride")


class Outcome(TextChoices):
    """What somebody says after they went together with another member."""

    SAFE = "safe", _("I am back safe")
    WRONG = "wrong", _("Something was wrong")


class Companion(TextChoices):
    """What somebody asks of a friend or relative who goes with them."""

    COME_IN = "in", _("Please come in with me")
    WAIT = "wait", _("Please walk there with me and wait outside")
    FETCH = "fetch", _("Please pick me up when it is over")
    TAKE = "take", _("Please take me there and fetch me again")


class Stop(TextChoices):
    """Which mails about what somebody saved a secret address ends."""

    NEWS = "news", _("What is new, once a week")
    DATES = "dates", _("When a date changes")
