"""What people said helped at the last session of a sample listing, and how the sample member has been; all made up."""

from datetime import timedelta

from groups import answering, check_ins, sessions
from groups.check_ins.instruments import instrument
from groups.choices import BookingState, Chime
from groups.demo.people import person
from groups.demo.texts import dice
from groups.models import Answer, Booking, CheckIn, Listing, Session

OPERATOR = "Sample operator"
"""Who answers for check-ins where the whole directory is made up."""
PEOPLE = 8
BEFORE = timedelta(days=7)
CHECKED_IN = ((16, (1, 2, 2), (1, 2, 1)), (8, (2, 2, 3), (2, 3, 2)), (0, (3, 3, 4), (3, 3, 2)))
"""So many weeks ago, with these answers about support and about well-being."""


def fill(now):
    """Let guests and the member answer about the facilitator's last session, and the member check in three times."""
    member = person("member")
    answering.agree(member)
    check_ins.agree(member, OPERATOR)
    led = list(Listing.objects.searchable().filter(owner=person("facilitator")).order_by("pk"))
    held = sessions.dates_of(led, now - BEFORE, now)
    last = [date for dates in held.values() for date in dates[-1:] if date.takes_place and date.is_over(now)]
    for date in last[:1]:
        say(date, member)
    for date in last[1:2]:
        came(date, member, now)
    CheckIn.objects.filter(user=member, is_sample=True).delete()  # a member outlives a directory
    CheckIn.objects.bulk_create(check_in(member, now, *said) for said in CHECKED_IN)
    for one in CheckIn.objects.filter(user=member, is_sample=True):
        one.programs.set(led[:2])


def say(date, member):
    """Answers about one `SessionDate`: of guests without a name, and of the member."""
    session, _is_new = Session.objects.get_or_create(schedule=date.slot, original_on=date.original_on)
    rng, day = dice("helped", date.slot.listing.source_ref), date.starts_at.date() + timedelta(days=1)
    Answer.objects.bulk_create(
        Answer(
            session=session,
            listing=date.slot.listing,
            user=who,
            given_on=day,
            is_sample=True,
            gave=sorted(rng.sample(Chime.values, rng.randint(1, 3))),
            emotional=rng.randint(5, 10),
            informational=rng.choice([None, 3, 5, 7]),
            companionship=rng.randint(4, 10),
        )
        for who in [member, *[None] * PEOPLE]
    )


def came(date, member, now):
    """That the member came to one `SessionDate`, of which they can still say what helped."""
    session, _is_new = Session.objects.get_or_create(schedule=date.slot, original_on=date.original_on)
    Booking.objects.create(
        session=session,
        user=member,
        nickname=member.nickname or "Ana",
        state=BookingState.COMING,
        consented_at=now - BEFORE,
        created_at=now - BEFORE,
        told_starts_at=date.starts_at,
        told_ends_at=date.ends_at,
        over_at=date.ends_at,
    )


def check_in(member, now, weeks, support, wellbeing):
    """The unsaved check-in of so many weeks ago."""
    items = {"support": list(support), "wellbeing": list(wellbeing)}
    columns = {
        f"{measures}_{name}": value
        for measures, said in items.items()
        for name, value in (
            ("instrument", f"own-{measures}"),
            ("items", said),
            ("score", instrument(f"own-{measures}").score(said)),
        )
    }
    return CheckIn(user=member, taken_on=now.date() - timedelta(weeks=weeks), is_sample=True, **columns)
