"""What sample listings are called and say of themselves, so that no two neighbours read the same."""

from collections import defaultdict
from itertools import product

from groups.demo.texts import dice, read, spelled

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
LINES = ("crisis-line", "warmline")
CLOSER_SHARE = 0.45
FOREIGN_SHARE = 0.5


class Writer:
    """Gives names and descriptions; remembers which names are taken and which closing lines a city has used."""

    def __init__(self):
        self.taken = set()
        self.used = defaultdict(set)

    def name(self, plan, district, weekday):
        """A name nobody else has. `district` is where it meets, or the city; `weekday` RFC letters or ""."""
        day = DAYS.get(weekday, "")
        pool = [name for name in self._pool(plan) if day or "{weekday}" not in name]
        filled = [spelled(name.format(city=plan.city.name, district=district, weekday=day), plan.city) for name in pool]
        free = [name for name in filled if name not in self.taken]
        name = free[0] if free else f"{filled[0]}, {plan.city.name}"
        self.taken.add(name)
        return name

    def description(self, plan, facts, languages):
        """Two sentences of the recipe, and sometimes a third that one of `facts` (such as `cost:free`) makes true."""
        pairs = list(product(*plan.recipe.says))
        dice("pairs", plan.recipe.slug).shuffle(pairs)
        sentences = [*pairs[plan.turn % len(pairs)], self._closer(plan, facts, languages)]
        text = " ".join(filter(None, sentences)).format(city=plan.city.name)
        return spelled(text, plan.city)

    def _pool(self, plan):
        """Names to choose from, best first: those in the language of the city, then the rest, each city further on."""
        names = plan.recipe.names
        start = plan.turn % len(names)
        return plan.recipe.local_names.get(plan.city.languages[0], []) + names[start:] + names[:start]

    def _closer(self, plan, facts, languages):
        if plan.recipe.kind in LINES:
            return read("texts")["sample_line"]
        rng = dice("closer", plan.ref)
        foreign = [line for code in languages for line in read("texts")["language"].get(code, [])]
        lines = [line for fact in facts for line in read("texts")["closers"].get(fact, [])]
        chosen = foreign if foreign and rng.random() < FOREIGN_SHARE else lines
        fresh = [line for line in chosen if line not in self.used[plan.city.slug]]
        if not fresh or rng.random() > CLOSER_SHARE:
            return ""
        closer = rng.choice(fresh)
        self.used[plan.city.slug].add(closer)
        return closer
