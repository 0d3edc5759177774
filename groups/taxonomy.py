"""Bring the shipped words into the database; what an operator changed or added is left alone."""

import tomllib
from pathlib import Path

from django.utils.translation import override

from groups.choices import Facet, TimeOfDay, Weekday
from groups.models.taxonomy import lexicon
from groups.punctuation import by_commas

SHIPPED = Path(__file__).parent / "data" / "taxonomy.toml"
TRANSLATED = Path(__file__).parent / "data" / "words"
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
    lexicon.forget()
    return len(ids) - before


def translate(model):
    """Give the terms of `model` the shipped words of every language they lack; answers how many were changed."""
    changed = []
    for language, words in shipped_translations().items():
        for term in model.objects.filter(facet__in=words):
            row = words[term.facet].get(term.slug)
            if row and add_language(term, language, row):
                changed.append(term)
                term.save(update_fields=["translations", "more_words"])
    lexicon.forget()
    return len({term.pk for term in changed})


def add_language(term, language, row):
    """Write the words of a language into a term, but for those it has; answers if there were any."""
    more = {key: row[key] for key in ("help", "synonyms") if key in row}
    missing = language not in term.translations or (more and language not in term.more_words)
    term.translations = {language: row["label"]} | term.translations
    term.more_words = ({language: more} if more else {}) | term.more_words
    return missing


def shipped_translations():
    """`{language: {facet: {slug: row}}}` of the files `data/words/<language>.toml`, days with times among them.

    Each row has a `label`, and may have `help` and `synonyms`.
    """
    found = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(TRANSLATED.glob("*.toml"))}
    for language, words in found.items():
        del words["country"], words["texts"]  # of other data files
        days, times = words[Facet.WEEKDAY], words[Facet.TIME]
        with override(language):
            words[Facet.SLOT] = {
                slot_slug(day, time): {"label": by_commas([of_day["label"], of_time["label"]])}
                for day, of_day in days.items()
                for time, of_time in times.items()
            }
    return found


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
