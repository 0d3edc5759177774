"""Bring the shipped words into the database; what an operator changed or added is left alone."""

import tomllib
from pathlib import Path

from groups.choices import Facet, TimeOfDay, Weekday
from groups.models.taxonomy import lexicon_of

SHIPPED = Path(__file__).parent / "data" / "taxonomy.toml"
PARENTS = {Facet.KIND: Facet.CATEGORY, Facet.TOPIC: Facet.TOPIC_GROUP}


def load(model):
    """Add every shipped term that `model` (Term, or its form in a migration) lacks; answers how many were added."""
    ids = {(facet, slug): pk for facet, slug, pk in model.objects.values_list("facet", "slug", "pk")}
    before = len(ids)
    for facet, rows in shipped_rows().items():
        missing = [
            model(facet=facet, position=position, **columns(row, facet, ids))
            for position, row in enumerate(rows)
            if (facet, row["slug"]) not in ids
        ]
        ids |= {(facet, term.slug): term.pk for term in model.objects.bulk_create(missing)}
    lexicon_of.cache_clear()
    return len(ids) - before


def shipped_rows():
    """Rows by facet, parents before children: those of the file, and the days and times code knows."""
    rows = tomllib.loads(SHIPPED.read_text("utf-8"))
    rows[Facet.WEEKDAY] = [{"slug": day.value, "label": str(day.label)} for day in Weekday]
    rows[Facet.TIME] = [{"slug": time.value, "label": str(time.label)} for time in TimeOfDay]
    rows[Facet.SLOT] = [
        {"slug": slot_slug(day, time), "label": f"{day.label}, {time.label}"} for day in Weekday for time in TimeOfDay
    ]
    return dict(sorted(rows.items(), key=lambda item: Facet.values.index(item[0])))


def columns(row, facet, ids):
    return {
        "slug": row["slug"],
        "label": row["label"],
        "synonyms": row.get("synonyms", []),
        "help": row.get("help", ""),
        "default_formality": row.get("formality", ""),
        "parent_id": ids[PARENTS[facet], row["parent"]] if "parent" in row else None,
    }


def slot_slug(day, time):
    """The name of "this day at this time of day"; the database trigger builds the same."""
    return f"{day}-{time}"
