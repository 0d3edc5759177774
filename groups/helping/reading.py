"""What the facilitators of a listing see of company for one date."""

from dataclasses import dataclass

from groups.choices import Company
from groups.helping.offering import is_open_to
from groups.models import Offer


@dataclass(frozen=True, slots=True)
class Together:
    """One kind of company: who is still without (`waiting`), and the pairs that were put together."""

    company: Company
    waiting: list[Offer]
    pairs: list[list[Offer]]

    @property
    def may_match(self):
        return len(self.waiting) > 1


def together_at(date):
    """What was said for a `SessionDate`, as `Together`s, those without anything left out; one question.

    None where members do not offer each other company.
    """
    if not is_open_to(date.slot.listing):
        return None
    said = list(Offer.objects.standing().at(date))
    found = [_together(company, [one for one in said if one.company == company]) for company in Company]
    return [one for one in found if one.waiting or one.pairs]


def _together(company, said):
    pairs = {}
    for one in said:
        if one.match_id:
            pairs.setdefault(one.match_id, []).append(one)
    return Together(company, [one for one in said if one.match_id is None], list(pairs.values()))
