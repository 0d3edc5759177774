"""Whole answers."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field

from groups.api.schemas.listings import Listing
from groups.api.schemas.parts import Word
from groups.choices import SessionStatus


class Spot(Schema):
    """Where it was searched around, to two decimals."""

    label: str = Field(examples=["Hackney, London, United Kingdom"])
    lat: float = Field(examples=[51.55])
    lon: float = Field(examples=[-0.06])


class Choice(Word):
    """A word of a facet, with how many listings it would leave."""

    count: int = Field(examples=[12])
    is_about: bool = Field(description=_("Whether the count is an estimate, as in large directories."))
    is_chosen: bool


class FacetCounts(Schema):
    """A facet with its choices; those that would leave nothing are left out, unless chosen."""

    facet: str = Field(description=_("The name of the parameter."), examples=["topic"])
    label: str = Field(examples=["Topic"])
    choices: list[Choice]


class SearchAnswer(Schema):
    """A page of what a search finds, nearest or soonest first."""

    total: int = Field(description=_("How many listings there are in all."), examples=[34])
    is_total_exact: bool = Field(description=_("Where it is false there are so many, or more."))
    origin: Spot | None = Field(description=_("None where no place was named."))
    other_places: list[Spot] = Field(description=_("Places of that name that were not meant, as far as we know."))
    notices: list[str] = Field(
        description=_("What was not understood, or was understood in a certain way."),
        examples=[["Topic: “grieff” is not a choice we know, so we left it out."]],
    )
    facets: list[FacetCounts] | None = Field(description=_("None where they were not counted."))
    listings: list[Listing]
    next: str | None = Field(description=_("The cursor of the next page; none on the last."), examples=[None])


class Occurrence(Schema):
    """One date, as it really is: by its rule, moved or cancelled."""

    id: str = Field(description=_("Its name in addresses, for good."), examples=["12-20260303"])
    listing: str = Field(description=_("The id of its listing."), examples=["7f3kq9w2xh5b"])
    name: str = Field(examples=["Tuesday Circle"])
    url: str = Field(
        description=_("Its page for people, with the place."), examples=["https://finder.example/sessions/12-20260303/"]
    )
    starts_at: datetime = Field(description=_("With the offset of its place."), examples=["2026-03-03T18:30:00+00:00"])
    ends_at: datetime = Field(examples=["2026-03-03T20:00:00+00:00"])
    timezone: str = Field(examples=["Europe/London"])
    status: str = Field(
        description=_("Whether it takes place."), json_schema_extra={"enum": SessionStatus.values}, examples=["on"]
    )
    planned_at: datetime | None = Field(description=_("When its rule has it, where it was moved."), examples=[None])
    note: str = Field(description=_("What is said of this date."), examples=[""])
    stand_in: str = Field(description=_("Who leads it this time, if somebody else."), examples=[""])


class Dates(Schema):
    """The dates that begin between two days, by the clock of each place; soonest first."""

    first_day: date = Field(examples=["2026-03-03"])
    last_day: date = Field(examples=["2026-03-30"])
    dates: list[Occurrence]


class SearchDates(Dates):
    """The dates of the listings of one page of a search."""

    notices: list[str] = Field(description=_("As in a search."), examples=[[]])
    listings: int = Field(description=_("How many listings this page looked at."), examples=[20])
    next: str | None = Field(description=_("The cursor of the next page; none on the last."), examples=[None])


class Suggestion(Spot):
    """A place that begins like what was typed."""

    country: str = Field(examples=["GB"])
    precision: str = Field(description=_("postcode, town, region or country."), examples=["town"])


class Places(Schema):
    """Places, greatest first."""

    places: list[Suggestion]


class WordWhole(Word):
    """A word to search by."""

    help: str = Field(description=_("What it means, where that is said."), examples=[""])
    synonyms: list[str] = Field(description=_("Parameters take these too."), examples=[["bereavement"]])
    parent: str | None = Field(description=_("The group it belongs to, if any."), examples=["loss"])
    formality: str = Field(description=_("For a kind: what it usually is."), examples=[""])


class FacetWords(Schema):
    """A facet, with its words in their order."""

    facet: str = Field(examples=["topic"])
    label: str = Field(examples=["Topic"])
    is_parameter: bool = Field(description=_("Whether a search can be narrowed by it."))
    words: list[WordWhole]


class Words(Schema):
    """The words that listings are described by, and searches narrowed."""

    facets: list[FacetWords]
