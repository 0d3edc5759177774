"""Many people at once, with what they say; nobody of them can sign in."""

from datetime import date, timedelta

from accounts.models import User
from groups.models import Answer, CheckIn, Session

MARCH = date(2026, 3, 1)
FEBRUARY = date(2026, 2, 1)
EARLIER = date(2025, 12, 1)


def make_people(n, begins=0):
    rows = [User(email=f"person-{begins + turn}@example.org", password="!") for turn in range(n)]
    return User.objects.bulk_create(rows)


def session_of(listing, weeks=0):
    """The session of a listing on the last Tuesday of February 2026, or so many weeks before it."""
    slot = listing.schedules.first()
    return Session.objects.get_or_create(schedule=slot, original_on=date(2026, 2, 24) - timedelta(weeks=weeks))[0]


def say(listing, users, score, *, weeks=0, sort="emotional", **fields):
    """Let each of `users` (None: somebody with a code) say how much one sort of support helped at one session."""
    session = session_of(listing, weeks)
    given = {"session": session, "listing": listing, "given_on": session.original_on, sort: score}
    return Answer.objects.bulk_create(Answer(user=user, gave=[], **given, **fields) for user in users)


def check_in(users, support, wellbeing, *, on=date(2026, 2, 20), programs=(), **fields):
    """A check-in of each of `users` by our own questions; `wellbeing` may be a function of the person's place."""
    score = wellbeing if callable(wellbeing) else lambda _turn: wellbeing
    rows = [
        CheckIn(
            user=user,
            taken_on=on,
            support_instrument="own-support",
            support_score=support,
            wellbeing_instrument="own-wellbeing",
            wellbeing_score=score(turn),
            **fields,
        )
        for turn, user in enumerate(users)
    ]
    made = CheckIn.objects.bulk_create(rows)
    link = CheckIn.programs.through
    link.objects.bulk_create(link(checkin=row, listing=listing) for row in made for listing in programs)
    return made
