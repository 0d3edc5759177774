"""Q1 to Q4b, Q6, Q7 and T: every engine is asked from every place, in turn, so that a busy moment hits them all.

Each of them is the first one as often as the others, for the first one may find the machine asleep.
"""

import gc
from collections import Counter

from groups.bench import kdtree, postgis, questions
from groups.bench.commonness import Commonness
from groups.bench.measuring import Run
from groups.bench.product import Product

REPORTED_SHAPES = 3


def measure(size, say):
    """Yields the row of one engine and question after the other; `say(done, of)` is told how far it is."""
    words = Commonness()
    engines = [Product(), *rivals(say)]
    asked = questions.searches(words) + questions.texts(words)
    for number, question in enumerate(asked, start=1):
        yield from rows(size, question, [engine for engine in engines if engine.answers(question)])
        say(number, len(asked))


def rivals(say):
    """The engines to compare with that can be had here, holding the same rows."""
    found = [engine for engine in (postgis.connected(say), kdtree.built()) if engine]
    gc.collect()
    gc.freeze()  # a tree of a million points is not to be searched for garbage in the middle of a measurement
    return found


def rows(size, question, engines):
    """One row for each engine. All have answered every place once before the clock counts."""
    for place in question.places:
        for engine in engines:
            engine.ask(question, place)
    runs = {engine.name: Run(size, question.name, engine=engine.name) for engine in engines}
    answers = [
        {engine.name: engine.ask(question, place) for engine in rotated(engines, turn)}
        for turn, place in enumerate(question.places)
    ]
    for asked in answers:
        for name, one in asked.items():
            runs[name].add(one.wall_ms, one.database_ms, **one.more_ms)
    for engine in engines:
        runs[engine.name].facts = facts(question, engine, answers)
        yield runs[engine.name].row()


def rotated(engines, turn):
    """All of them, beginning with another one each turn."""
    first = turn % len(engines)
    return engines[first:] + engines[:first]


def facts(question, engine, answers):
    """What was asked and how many listings were found; of ours the plans, of others how often they say the same."""
    found = [asked[engine.name].found for asked in answers]
    facts = {"says": question.says, "places": len(answers), "found": round(sum(map(len, found)) / len(answers), 1)}
    if engine.name == Product.name:
        return facts | {"plans": plans(question, engine)}
    same = sum(asked[engine.name].found == asked[Product.name].found for asked in answers)
    return facts | {"same": same, "version": engine.version}


def plans(question, product):
    """How the rows are reached, commonest way first, as `{way: places}`."""
    ways = Counter(product.shape(question, place) for place in question.places)
    return dict(ways.most_common(REPORTED_SHAPES))
