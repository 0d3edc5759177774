"""Who looks for helpers in the sample directory, how some first visits were, and what became of some wishes."""

from datetime import timedelta
from typing import NamedTuple

from groups import stories, volunteering, wishes
from groups.choices import Attendance, Facet, Formality
from groups.demo.people import person
from groups.demo.texts import dice
from groups.models import HelpersWanted, Listing, Term
from groups.models.secret import digest_of


class Told(NamedTuple):
    """A first visit: the name to show, and how it was."""

    nickname: str
    text: str


class Asked(NamedTuple):
    """A wish that was decided: as sent, as told, what was done, and the topic it became."""

    word: str
    public_words: str
    answer_words: str
    is_done: bool = True
    term: str = ""


ONE_IN = 8
DAYS_AGO = 40
WANTED = (
    ("Put out chairs and make tea, half an hour before we begin.", "Come a little early and ask who has the key."),
    ("Welcome new people at the door.", "Tell whoever leads the evening, or use “Ask the group”."),
    ("Water the plants, sweep, and lock up afterwards.", "Tell whoever leads the evening."),
    ("Read letters from offices with people, for an hour on some afternoon.", "Ask at the desk for the helpers' list."),
    ("Somebody who speaks a second language, for newcomers.", "Use “Ask the group” and say which language."),
)
TOLD = (
    Told(
        "Robin",
        "I walked past the door twice. Then somebody came out for air and asked if I was looking for the circle. I "
        "said my name and nothing else all evening. That was fine. At the end they told me when the next one is, and "
        "nobody asked if I would come.",
    ),
    Told(
        "",
        "It is at the back of the building, up one floor; the lift works. There were nine of us. You say how your week "
        "was if you like. I had thought everybody would know each other, but two others were new too.",
    ),
    Told(
        "A night-shift nurse",
        "I came late and left early because of work, and both were all right. There was tea. I cried a bit and "
        "somebody passed me the box without a word.",
    ),
)
ASKED = (
    Asked(
        "hoarding",
        "A word for people whose rooms are too full.",
        "We asked three groups what they call it, and their pages say it in their own words now.",
    ),
    Asked(
        "long covid",
        "Support for people who stay ill for long.",
        "There was a word already; search finds it by more names now.",
        term="chronic-illness-pain",
    ),
    Asked(
        "a star rating",
        "Stars for groups.",
        "A group that is right for you may be wrong for somebody else. Read how first visits were.",
        is_done=False,
    ),
    Asked("evenings", "Groups after eight in the evening.", "The filter “Time of day” finds them now."),
)
WAITING = (
    ("Moving far away from home", "I look for people who left everything behind for a job."),
    ("Night terrors", ""),
)


def fill(now):
    """Let some listings look for helpers, some first visits be told and some wishes be decided; see `load_demo`."""
    look_for_helpers(now)
    tell_first_visits()
    decide_wishes()


def look_for_helpers(now):
    """One meetup in eight says what it needs hands for; one of the facilitator's does, through a secret link."""
    facilitator = person("facilitator")
    in_person = Listing.objects.searchable().filter(attendance=Attendance.IN_PERSON, formality=Formality.INFORMAL)
    meets = in_person.filter(schedules__isnull=False).distinct().order_by("pk")
    HelpersWanted.objects.bulk_create(wanted(listing, now) for listing in meets.exclude(owner=facilitator)[::ONE_IN])
    led = meets.filter(owner=facilitator).first()
    what, how_to_say = WANTED[0]
    since = now.date()
    volunteering.ask_for(led, what=what, how_to_say=how_to_say, since=since, by=None, via_link=True)


def wanted(listing, now):
    """What one listing looks for, unsaved."""
    rng = dice("helpers", listing.source_ref)
    what, how_to_say = rng.choice(WANTED)
    since = now.date() - timedelta(days=rng.randrange(DAYS_AGO))
    return HelpersWanted(listing=listing, what=what, how_to_say=how_to_say, since=since, is_public=True)


def tell_first_visits():
    """Three of one circle, which everybody reads, and one that waits for a moderator."""
    circles = Listing.objects.searchable().filter(formality=Formality.INFORMAL, schedules__isnull=False)
    told_of, waits = [one for one in circles.distinct().order_by("pk")[:20] if stories.may_tell(one)][:2]
    admin = person("admin")
    for nickname, text in TOLD:
        stories.decide(tell(told_of, text, nickname), by=admin, is_shown=True)
    tell(waits, "I did not know if I had to say something. I did not. Next week I might.", "")


def tell(listing, text, nickname):
    """A first visit whose sender confirmed it."""
    email = f"{digest_of(text)[:8]}@example.org"
    story = stories.tell(listing, text=text, nickname=nickname, email=email)
    stories.confirm(story)
    return story


def decide_wishes():
    """Four that were decided, and some that wait."""
    admin = person("admin")
    terms = {term.slug: term for term in Term.objects.of(Facet.TOPIC)}
    for asked in ASKED:
        said = {"public_words": asked.public_words, "answer_words": asked.answer_words, "term": terms.get(asked.term)}
        wishes.decide(wishes.wish(word=asked.word), by=admin, is_done=asked.is_done, **said)
    for word, why in WAITING:
        wishes.wish(word=word, why=why)
