"""What a listing is: its facets, form, place, state and contacts."""

from django.db.models import TextChoices
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
