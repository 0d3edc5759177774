"""Listings: as a search answers them, and one with everything public about it."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from groups.api.schemas.parts import (
    Contact,
    Credit,
    NextDate,
    Organization,
    Pause,
    Place,
    Slot,
    Word,
)
from groups.choices import Attendance, Formality


class Listing(Schema):
    """One service or meetup, as a search shows it."""

    id: str = Field(description=_("Its name in addresses, for good."), examples=["7f3kq9w2xh5b"])
    url: str = Field(description=_("Its page for people."), examples=["https://finder.example/listings/7f3kq9w2xh5b/"])
    name: str = Field(examples=["Tuesday Circle"])
    description: str = Field(examples=["We sit together and talk about loss."])
    kind: Word
    formality: str = Field(
        description=_("A formal service or an informal meetup."),
        json_schema_extra={"enum": Formality.values},
        examples=["informal"],
    )
    attendance: str = Field(
        description=_("How it meets."), json_schema_extra={"enum": Attendance.values}, examples=["in_person"]
    )
    organization: Organization | None
    place: Place | None = Field(description=_("None where it meets online or by phone only."))
    distance_km: float | None = Field(
        description=_("From where the search was made; none without a position."), examples=[0.8]
    )
    next_date: NextDate | None
    pause: Pause | None = Field(description=_("Where it is closed just now."))
    slots: list[Slot]
    words: dict[str, list[str]] = Field(
        description=_("The words that hold for it, by facet, as parameters write them."),
        examples=[{"topic": ["grief"], "cost": ["free"]}],
    )
    only_for: list[str] = Field(description=_("Those of them that it is for alone."), examples=[["women"]])
    minimum_age: int | None = Field(examples=[18])
    maximum_age: int | None = Field(examples=[None])
    accepting_new: bool | None = Field(description=_("Whether it takes new people; none: nobody has said."))
    is_unsure: bool = Field(description=_("Not confirmed lately: call before you go."))
    contacts: list[Contact]
    source: Credit | None = Field(description=_("Please name it where you show the listing."))


class WordAbout(Word):
    """A word of this listing, and how it holds."""

    facet: str = Field(examples=["language"])
    relation: str = Field(
        description=_("Empty: it simply holds. “only”, “interpreted” or “signed” say more."), examples=[""]
    )
    detail: str = Field(examples=["Bus 48 to the door"])


class Help(Word):
    """Practical help that people who come can count on."""

    how_to_ask: str = Field(examples=["Ask at the door."])


class Coming(Schema):
    """How it wants to know who comes."""

    way: str = Field(description=_("turn_up, tell, places or series."), examples=["turn_up"])
    capacity: int | None = Field(description=_("How many may come; none: no limit is said."), examples=[None])
    asks_first: bool = Field(description=_("Whether somebody says yes to each person."))


class Closed(Schema):
    """Days to come on which it does not take place, both included."""

    first_day: date = Field(examples=["2026-08-01"])
    last_day: date | None = Field(description=_("None: until further notice."), examples=["2026-08-31"])
    note: str = Field(examples=["Summer break"])


class ListingWhole(Listing):
    """Everything public about one listing."""

    about: list[WordAbout] = Field(description=_("Its words, with how each holds."))
    directions: str = Field(examples=["The door in the yard."])
    led_by: str = Field(description=_("licensed, trained_peer, trained_volunteer or members."), examples=["members"])
    training: str = Field(examples=[""])
    minimum_size: int | None = Field(examples=[4])
    maximum_size: int | None = Field(examples=[12])
    safeguarding_contact: str = Field(description=_("Who answers for the safety of people under 18."), examples=[""])
    how_to_join: str = Field(examples=["Just come."])
    wait_weeks: int | None = Field(examples=[6])
    wait_checked_on: date | None = Field(examples=["2026-02-01"])
    accepting_new_checked_on: date | None = Field(examples=["2026-02-01"])
    first_visit: dict[str, str] = Field(
        description=_("Answers about the first visit; what nobody has answered is missing."),
        examples=[{"must_speak": "no", "greeter": "Sam, at the door"}],
    )
    practical_help: list[Help]
    coming: Coming
    closures: list[Closed]
    goes_with: list[str] = Field(
        description=_("Ids of listings of the other formality that go well with it."), examples=[["k3v9x2m4qa7c"]]
    )
    caution: str = Field(description=_("Why to be careful, in words; empty where all is well."), examples=[""])
    confirmed_at: datetime | None = Field(description=_("When its people last said that it is right."))
    updated_at: datetime = Field(examples=["2026-03-01T10:00:00Z"])
