"""Which recipe goes to which city: kinds in proportion, and no recipe twice in one city."""

from collections import Counter
from dataclasses import dataclass

from groups.demo.texts import City, Recipe, cities, read, recipes

GOLDEN = 0.618034  # spreads the rounding, so that rare kinds do not all come to the same cities


@dataclass(frozen=True)
class Plan:
    """One listing to be: `turn` says how many cities had the recipe before."""

    city: City
    recipe: Recipe
    turn: int

    @property
    def ref(self):
        """The stable name of the listing at its source."""
        return f"{self.city.slug}/{self.recipe.kind}/{self.recipe.slug}"


def plans():
    """All listings to be, city by city."""
    shares = {kind: row["share"] for kind, row in read("kinds").items()}
    whole = sum(shares.values())
    owed = Counter({kind: number * GOLDEN % 1 for number, kind in enumerate(shares, start=1)})
    used, turns = Counter(), Counter()
    found = []
    for city in cities():
        for kind, share in shares.items():
            owed[kind] += city.size * share / whole
            for _ in range(min(int(owed[kind]), len(recipes()[kind]))):
                owed[kind] -= 1
                recipe = recipes()[kind][used[kind] % len(recipes()[kind])]
                used[kind] += 1
                found.append(Plan(city, recipe, turns[recipe.slug]))
                turns[recipe.slug] += 1
    return found
