"""Q5: the total and the counts beside the choices, as the search page asks for them."""

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from groups.bench import postgis, questions
from groups.bench.commonness import Commonness
from groups.bench.measuring import Run, metered
from groups.bench.statements import Server
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.models.counting import ALL
from groups.results import Results


def measure(size, say):
    """Yields the rows of Q5 and Q5n, ours and PostGIS's, whose count is exact however large."""
    rival = postgis.connected(say)
    asked = questions.counts(Commonness())
    for number, question in enumerate(asked, start=1):
        yield from rows(size, question, rival)
        say(number, len(asked))


def rows(size, question, rival):
    """The product's row, and that of PostGIS where it runs; every place is asked once before the clock counts."""
    ours, theirs = Run(size, question.name), Run(size, question.name, engine="postgis")
    totals = []
    for is_warm in (False, True):
        for place in question.places:
            total = ask(question, place, ours if is_warm else Run(size, ""))
            counted = rival and rival.count(question, place)
            if is_warm:
                totals.append(total)
                theirs.add(counted.ms, counted.ms, cpu=counted.cpu_ms) if rival else None
    facts = {"says": question.says, "places": len(totals)}
    ours.facts = facts | {"found": round(sum(totals) / len(totals), 1)}
    yield ours.row()
    if rival:
        theirs.facts = facts | {"version": rival.version}
        yield theirs.row()


def ask(question, place, run):
    """Add one search to `run`; its total, or about that."""
    params = QueryDict(f"lat={place.lat}&lon={place.lon}&radius={questions.NEAR_KM}&{question.facet}={question.slug}")
    connection.ensure_connection()
    server = Server(connection.connection)
    before = server.processor_ms()
    wall_ms, meter, total = metered(lambda: count(params))
    run.add(wall_ms, meter.seconds * 1000, cpu=None if before is None else server.processor_ms() - before)
    run.queries = meter.queries
    return total


def count(params):
    """Everything that is counted for one search; its total."""
    results = Results(ListingFilter(params, now=timezone.now()))
    facets = Facets(results.tally)
    facets.groups  # noqa: B018 - counted when it is first read
    return results.total if results.is_total_known else facets.counts[""].of(ALL)
