"""Made-up people with a known correlation, to try the published figures with. Only where everything is made up.

Nobody can sign in as one of them: their account is closed, has no password, and its address leads nowhere (RFC 2606).
"""

import math
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import NormalDist

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from groups import sessions
from groups.check_ins.instruments import SUPPORT, WELLBEING, asked
from groups.choices import Chime
from groups.insights import keys, reading
from groups.models import Answer, CheckIn, Listing, Session, Snapshot
from groups.models.insights import MOST_HELPFUL

ADDRESS = "made-up-person-%d@people.invalid"
PROGRAMS_OF_A_CATEGORY = 3
DATES = 6
"""Past dates of a program at which people say what helped."""
ANSWERED = 2
"""At so many of them each of its people says so."""
HELP = {  # how much each sort of support helps, by category: emotional, informational, instrumental, companionship
    "community": (6.6, 4.8, 5.2, 8.3),
    "peer": (8.4, 6.8, 4.6, 7.6),
    "family": (7.4, 7.1, 5.4, 6.4),
    "local": (5.2, 7.2, 8.0, 5.4),
    "clinical": (6.9, 7.9, 4.9, 4.4),
}
SPREAD = 1.8
IS_ASKED = 0.85
"""The share of questions that people answer."""
BY_CODE = 4
"""How many at each date have no account."""
STAYS = 0.7
GAIN = (-0.1, 0.5)
"""What eight weeks at a program do for well-being, from least to most, in standard deviations."""
BATCH = 5_000
NORMAL = NormalDist()


@dataclass
class Crowd:
    """What is to be made: made-up people with a rank correlation of `rho`, before the first day of the month `until`.

    `programs` are pairs of a listing and its past dates (`SessionDate`), `gains` what each does for well-being.
    """

    people: int
    rho: float
    until: date
    dice: random.Random
    programs: list = field(default_factory=list)
    gains: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)


@transaction.atomic
def simulate(*, people, rho, seed, now):
    """Add so many made-up people, what helped them and how they are; answers how many.

    `rho` is the rank correlation of support and well-being, -0.95 to 0.95, `now` an aware moment: all of it is before
    its month. Raises ValidationError where anything in the directory is real, or made-up people are there already.
    """
    check_all_is_made_up()
    if not -0.95 <= rho <= 0.95:
        raise ValidationError(_("Choose a correlation from -0.95 to 0.95."))
    crowd = Crowd(people, rho, now.date().replace(day=1), random.Random(seed))  # noqa: S311 - dice, no secrets
    crowd.programs = programs(now)
    crowd.gains = {listing.pk: crowd.dice.uniform(*GAIN) for listing, _past in crowd.programs}
    users = make_users(people, now)
    go_to = {user: crowd.dice.sample(crowd.programs, min(2, len(crowd.programs))) for user in users}
    check_in(crowd, go_to)
    answer(crowd, go_to)
    return len(users)


def forget_simulated():
    """Remove all made-up people, with what they said; published figures stay."""
    before, _number, after = ADDRESS.partition("%d")
    User.objects.filter(email__startswith=before, email__endswith=after, is_active=False).delete()


def check_all_is_made_up():
    """Raises ValidationError with a sentence where a listing, an answer, a check-in or published figures are real."""
    real = {
        _("a real listing"): Listing.objects.exclude(source__is_sample=True),
        _("a real answer"): Answer.objects.filter(is_sample=False),
        _("a real check-in"): CheckIn.objects.filter(is_sample=False),
        _("published figures of real people"): Snapshot.objects.filter(is_sample=False),
    }
    for what, rows in real.items():
        if rows.exists():
            raise ValidationError(
                _("Nothing was added: there is %(what)s here, and made-up people would falsify it.") % {"what": what}
            )
    if User.objects.filter(email=ADDRESS % 1).exists():
        raise ValidationError(_("Nothing was added: made-up people are there already."))


def programs(now):
    """Some listings of each category with their past dates, as pairs; those of the sample directory alone."""
    start, end = now - timedelta(days=120), now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    for slug in keys.CATEGORIES:
        near = Listing.objects.searchable().filter(kind__parent__slug=slug, schedules__isnull=False)
        some = near.select_related("kind__parent").distinct().order_by("name", "pk")
        listings = list(some[: 4 * PROGRAMS_OF_A_CATEGORY])
        dates = sessions.dates_of(listings, start, end)
        past = [(one, [held for held in dates[one.pk] if held.takes_place][-DATES:]) for one in listings]
        found += [(one, theirs) for one, theirs in past if len(theirs) > 1][:PROGRAMS_OF_A_CATEGORY]
    return found


def make_users(people, now):
    """Closed accounts, whose password is none."""
    rows = (
        User(email=ADDRESS % number, nickname="", password=make_password(None), is_active=False, date_joined=now)
        for number in range(1, people + 1)
    )
    return User.objects.bulk_create(rows, batch_size=BATCH)


def check_in(crowd, go_to):
    """Two check-ins of everybody, eight weeks apart; the later has the correlation asked for."""
    pearson, rows, goes = 2 * math.sin(math.pi * crowd.rho / 6), [], []  # of two normal variables (Kruskal, 1958)
    for user, theirs in go_to.items():
        day = crowd.until - timedelta(days=crowd.dice.randint(58, 110))
        support = crowd.dice.gauss()
        now = pearson * support + (1 - pearson**2) ** 0.5 * crowd.dice.gauss()
        before = now - crowd.dice.gauss(sum(crowd.gains[listing.pk] for listing, _past in theirs), 0.5)
        rows += [
            taken(user, day, support, before),
            taken(user, day + timedelta(days=reading.EIGHT_WEEKS), support, now),
        ]
        goes += [theirs, [one for one in theirs if crowd.dice.random() < STAYS]]
    made = CheckIn.objects.bulk_create(rows, batch_size=BATCH)
    link = CheckIn.programs.through
    pairs = (link(checkin=row, listing=one) for row, theirs in zip(made, goes, strict=True) for one, _past in theirs)
    link.objects.bulk_create(pairs, batch_size=BATCH)


def taken(user, day, support, wellbeing):
    """An unsaved check-in from two standard normal numbers."""
    fields = {}
    for name, place in ((SUPPORT, support), (WELLBEING, wellbeing)):
        instrument = asked(name)
        items = answers_at(instrument, NORMAL.cdf(place))
        fields |= {
            f"{name}_instrument": instrument.key,
            f"{name}_items": items,
            f"{name}_score": instrument.score(items),
        }
    return CheckIn(user=user, taken_on=day, is_sample=True, **fields)


def answers_at(instrument, part):
    """Answers whose sum lies at `part` (0 to 1) of the scale, all scores being as likely."""
    lows, highs = [item.low for item in instrument.items], [item.high for item in instrument.items]
    above = min(int(part * (sum(highs) - sum(lows) + 1)), sum(highs) - sum(lows))
    answers = list(lows)
    while above:
        place = min((one for one in range(len(answers)) if answers[one] < highs[one]), key=answers.__getitem__)
        answers[place] += 1
        above -= 1
    return answers


def answer(crowd, go_to):
    """What helped at `ANSWERED` dates of the programs people go to, and a few answers by code at each date."""
    kept = keep_dates(crowd.programs)
    for user, theirs in go_to.items():
        for listing, past in theirs:
            for held in crowd.dice.sample(past, min(ANSWERED, len(past))):
                crowd.answers.append(said(crowd, listing, held, kept, user))
    for listing, past in crowd.programs:
        crowd.answers += [said(crowd, listing, held, kept, None) for held in past for _turn in range(BY_CODE)]
    Answer.objects.bulk_create(crowd.answers, batch_size=BATCH)


def keep_dates(found):
    """A `Session` for each date, as `{(slot, day): Session}`."""
    wanted = {(held.slot.pk, held.original_on) for _listing, past in found for held in past}
    rows = (Session(schedule_id=slot, original_on=day) for slot, day in sorted(wanted))
    Session.objects.bulk_create(rows, ignore_conflicts=True)
    known = Session.objects.filter(schedule__in={slot for slot, _day in wanted})
    return {(row.schedule_id, row.original_on): row for row in known}


def said(crowd, listing, held, kept, user):
    """One unsaved answer."""
    numbers = {
        sort: max(0, min(MOST_HELPFUL, round(crowd.dice.gauss(middle, SPREAD))))
        for sort, middle in zip(reading.SORTS, HELP[listing.kind.parent.slug], strict=True)
        if crowd.dice.random() < IS_ASKED
    }
    return Answer(
        session=kept[held.slot.pk, held.original_on],
        listing=listing,
        user=user,
        gave=sorted(crowd.dice.sample(Chime.values, 2)),
        given_on=held.original_on,
        is_sample=True,
        **numbers,
    )
