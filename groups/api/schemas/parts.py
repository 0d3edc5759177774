"""What several answers are made of."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from groups.choices import Precision


class WrongParameter(Schema):
    parameter: str = Field(description=_("The name of the parameter."), examples=["radius"])
    detail: str = Field(description=_("What is wrong with it, in a sentence."), examples=["Enter a number."])


class ProblemDetails(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field(description=_("Always “about:blank”: the status says it."), examples=["about:blank"])
    title: str = Field(description=_("The status in words."), examples=["Unprocessable Entity"])
    status: int = Field(description=_("The status of the answer."), examples=[422])
    detail: str = Field(description=_("A sentence for people."), examples=["Some parameters do not make sense."])
    errors: list[WrongParameter] = Field([], description=_("One for each parameter that is to blame."))


class Word(Schema):
    """A word that listings are described by."""

    word: str = Field(description=_("How parameters write it."), examples=["peer-circle"])
    label: str = Field(description=_("How people read it, in the language of the address."), examples=["Peer circle"])


class Place(Schema):
    """Where it meets, as exactly as the public may know."""

    name: str = Field(examples=["Linden Street Library"])
    street: str = Field(examples=["4 Linden Street"])
    district: str = Field(examples=["Hackney"])
    town: str = Field(examples=["London"])
    region: str = Field(examples=[""])
    postal_code: str = Field(examples=["E8 1AA"])
    country: str = Field(description=_("Two letters (ISO 3166-1)."), examples=["GB"])
    lat: float | None = Field(description=_("None for a confidential venue."), examples=[51.545])
    lon: float | None = Field(description=_("None for a confidential venue."), examples=[-0.055])
    precision: str = Field(
        description=_("How exactly lat and lon may be known; “cell” is a private home, “area” a confidential venue."),
        json_schema_extra={"enum": Precision.values},
        examples=["exact"],
    )
    timezone: str = Field(description=_("IANA name."), examples=["Europe/London"])


class Organization(Schema):
    """Who answers for it."""

    id: str = Field(examples=["k3v9x2m4qa7c"])
    name: str = Field(examples=["Lea Health"])
    website: str = Field(examples=["https://lea.example/"])


class Contact(Schema):
    """A public way to make contact."""

    channel: str = Field(description=_("phone, text, email, website or online_link."), examples=["phone"])
    value: str = Field(examples=["020 7946 0018"])
    note: str = Field(examples=["for new people"])


class Slot(Schema):
    """A time at which it meets again and again, or once."""

    words: str = Field(examples=["Every Tuesday, 18:30 to 20:00"])
    first_day: date = Field(description=_("The first day of the rule."), examples=["2026-03-03"])
    start_time: str = Field(description=_("By the clock of the place."), examples=["18:30"])
    minutes: int = Field(description=_("How long it lasts."), examples=[90])
    timezone: str = Field(examples=["Europe/London"])
    rule: str | None = Field(
        description=_("RRULE (RFC 5545); empty for a single date, none where RRULE cannot say it."),
        examples=["FREQ=WEEKLY;BYDAY=TU"],
    )
    note: str = Field(examples=["not in school holidays"])


class NextDate(Schema):
    """The next date that is not over."""

    starts_at: datetime = Field(examples=["2026-03-03T18:30:00+00:00"])
    ends_at: datetime = Field(examples=["2026-03-03T20:00:00+00:00"])
    timezone: str = Field(examples=["Europe/London"])


class Pause(Schema):
    """Days on which it does not take place, both included."""

    first_day: date | None = Field(examples=["2026-08-01"])
    last_day: date | None = Field(description=_("None: nobody knows yet."), examples=["2026-08-31"])


class Credit(Schema):
    """The directory it was copied from."""

    name: str = Field(examples=["Borough directory"])
    url: str = Field(examples=["https://directory.example/"])
    licence: str = Field(examples=["OGL-UK-3.0"])
    as_of: date | None = Field(description=_("The date of its data."), examples=["2026-02-01"])
