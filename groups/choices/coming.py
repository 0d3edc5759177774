"""Dates, who comes to them, and who goes along."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    COMING = "coming", pgettext_lazy("where a booking stands", "Coming")
    CANCELLED = "cancelled", _("Cancelled by the person")
    DECLINED = "declined", _("Declined by the facilitator")
    LAPSED = "lapsed", _("Not taken up in time")
    CALLED_OFF = "called_off", _("Called off")


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
