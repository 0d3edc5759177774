"""From the answers about one slot to rules: what is missing, and what the answers mean."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from groups.date_lists import read_dates
from groups.forms.slot_content import pattern_of
from groups.recurrence import Freq, Rule

A_DAY = timedelta(days=1)


def missing(answers):
    """Questions that must be answered and were not, as `(name, sentence)`."""
    repeats, first = answers["repeats"], answers.get("starts_on")
    if repeats == "once" and not first:
        yield "starts_on", _("On which day is it?")
    if repeats not in ("once", "dates") and (step(answers) > 1 or repeats == "keep") and not first:
        yield "starts_on", _("Give one day on which it meets, so that we know where to count from.")
    if repeats == "nth" and not answers.get("nth"):
        yield "nth", _("Tick at least one, such as the 2nd.")
    if repeats == "nth" and not answers.get("weekdays"):
        yield "weekdays", _("Tick the day, such as Tuesday.")
    if repeats in ("weekly", "weeks") and not answers.get("weekdays") and not first:
        yield "weekdays", _("Tick the day or days on which it meets.")
    if repeats == "monthday" and not answers.get("monthdays") and not first:
        yield "monthdays", _("Which day of the month is it?")
    if repeats != "dates":
        yield from missing_times(answers)


def missing_times(answers):
    """The same for start and end."""
    if answers.get("starts_at") is None:
        yield "starts_at", _("When does it start?")
    if answers.get("ends_at") is None:
        yield "ends_at", _("When does it end?")


def step(answers):
    """Every how many: the number given, or what the choice means without one."""
    if answers["repeats"] in ("weekly", "once"):
        return 1
    given = answers.get("interval")
    return given if given is not None else 2 if answers["repeats"] == "weeks" else 1


def rule_from(answers, *, kept, today):
    """The Rule of complete answers, which begins `today` where they name no first date.

    `kept` is the rule whose pattern the answer "keep" keeps.
    """
    season_and_end = ("until", "count", "season_from", "season_until")
    ends = {} if answers["repeats"] == "once" else {name: answers[name] for name in season_and_end}
    return Rule(
        starts_on=answers["starts_on"] or today,
        start_time=answers["starts_at"],
        duration=span(answers["starts_at"], answers["ends_at"]),
        timezone=answers["timezone"],
        **pattern_of(answers | {"interval": step(answers)}, kept),
        **ends,
    )


def listed_rules(answers, *, today):
    """A Rule for each date of a typed list, and what is wrong with the list as `(name, sentence)`."""
    listed = read_dates(answers["dates"], today=today, order=answers["order"] or "auto")
    wrong = [("dates", sentence) for sentence in listed.sentences]
    if listed.asks_order:
        wrong.append(("order", _("Choose one, please.")))
    if any(one.end is None for one in listed.dates):
        wrong += missing_times(answers)
    if wrong:
        return [], wrong
    return [_listed_rule(one, answers) for one in listed.dates], []


def span(start, end):
    """How long it lasts from one time of day to another; an end that is not later is on the next day."""
    lasts = datetime.combine(date.min, end) - datetime.combine(date.min, start)
    return lasts if lasts > timedelta(0) else lasts + A_DAY


def _listed_rule(one, answers):
    """The times that stand in the list; else those asked for below it, as far as the list leaves them open."""
    start = one.start or answers["starts_at"]
    lasts = span(start, one.end) if one.end else span(answers["starts_at"], answers["ends_at"])
    return Rule(one.day, start, lasts, answers["timezone"], Freq.ONCE)
