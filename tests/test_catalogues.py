"""The catalogues are whole, sound, and what their sources compile to; without the programs of gettext."""

import pytest

from tests.catalogues import OTHERS, PLACEHOLDER, asked_for, compiled, entries, po_file

pytestmark = pytest.mark.parametrize("language", OTHERS)


def translated(language):
    """The entries of a catalogue that have a translation; what only operators read may have none."""
    return [(key, entry) for key, entry in entries(language).items() if all(entry[0])]


def test_every_sentence_is_translated(language):
    known = {key for key, (forms, _plural) in entries(language).items() if all(forms)}
    assert sorted(asked_for() - known) == []


def test_no_translation_is_a_guess(language):
    assert ", fuzzy" not in po_file(language).read_text("utf-8")


def test_header_says_language_and_plurals(language):
    (header,), _plural = entries(language)["", ""]
    assert f"Language: {language}\n" in header
    assert "charset=UTF-8" in header
    assert "Plural-Forms: nplurals=2; plural=(n != 1);" in header


def test_compiled_catalogue_is_what_its_source_compiles_to(language):
    told = {}
    for (context, msgid), (forms, plural) in translated(language):
        name = f"{context}\x04{msgid}" if context else msgid
        told |= {(name, n): text for n, text in enumerate(forms)} if plural else {name: forms[0]}
    assert compiled(language) == told


def test_placeholders_and_tags_are_those_of_the_source(language):
    wrong = []
    for (_context, msgid), (forms, plural) in translated(language):
        may = [sorted(PLACEHOLDER.findall(source)) for source in filter(None, (msgid, plural))]
        for form in forms if msgid else []:
            said = sorted(PLACEHOLDER.findall(form))
            if said not in may and not (plural and set(said) == set(may[-1])):
                wrong.append((msgid, said, may))
    assert wrong == []


def test_spaces_at_the_ends_are_those_of_the_source(language):
    def ends(text):
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    rows = [(msgid, form) for (_c, msgid), (forms, _p) in translated(language) if msgid for form in forms]
    assert [msgid for msgid, form in rows if ends(msgid) != ends(form)] == []
