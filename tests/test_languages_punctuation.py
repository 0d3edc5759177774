"""Commas and full stops between what the site says: those of the language of the page, wherever parts are put side by
side. Addresses, names and what programs read keep their own."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.translation import override

from groups.punctuation import by_commas, by_semicolons, sentence, sentences
from groups.recurrence.words import describe
from tests import factories
from tests.groups.desk import text_of

ROOT = Path(settings.BASE_DIR)
WHOLE_SENTENCES = re.compile(
    r"\{%-?\s*blocktranslate.*?endblocktranslate\s*%\}|\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}", re.DOTALL
)
"""What translators see whole, and what nobody sees."""
GLUED = re.compile(r"(?:\}\}|%\}|</\w+>)[,;.](?=[\s{<]|$)|,(?=\{[{%])|\|join:\"[,;.]", re.MULTILINE)
KEPT_TEMPLATES = {"groups/together/message.txt": 1}  # the lines of an address
SIGNS = {", ", "; ", ". "}
FOR_PROGRAMS_OR_OPERATORS = ("bench", "management", "admin", "migrations", "demo", "interop", "feeds", "bmlt", "api")
KEPT_MODULES = {
    "groups/ageing.py": "a report for operators",
    "groups/areas/refresh.py": "SQL",
    "groups/booklet/entries.py": "an address",
    "groups/crisis.py": "a check for operators",
    "groups/gazetteer.py": "an address as typed",
    "groups/importing/run.py": "SQL",
    "groups/insights/evidence.py": "a check for operators",
    "groups/models/counting.py": "SQL",
    "groups/models/place.py": "an address",
    "groups/models/planning.py": "SQL",
    "groups/placement.py": "an address",
    "groups/templatetags/moderating.py": "an address",
    "groups/together.py": "an address",
    "groups/views/together.py": "an address",
}


def glued(text):
    """Where a template puts a sign of one language between two parts."""
    return GLUED.findall(WHOLE_SENTENCES.sub("", text))


def joins(path):
    """Signs of one language that a module joins parts with."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "join" and isinstance(node.value, ast.Constant):
            yield from {node.value.value} & SIGNS


def test_no_template_glues_parts_with_the_signs_of_one_language():
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = path.relative_to(ROOT / "templates").as_posix()
        if len(hits := glued(path.read_text("utf-8"))) != KEPT_TEMPLATES.get(name, 0):
            found[name] = hits
    assert found == {}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("<b>{{ day }}</b>, {% times a b %}", 1),
        ('{{ lines|join:"; " }}', 1),
        ("{% if more %}, {{ more }}{% endif %}", 1),
        ("{{ kind }}.", 1),
        ("{{ day }}{% comma %}{{ times }}", 0),
        ("{% blocktranslate %}{{ a }}, {{ b }}.{% endblocktranslate %}", 0),
    ],
)
def test_glue_is_seen(text, hits):
    assert len(glued(text)) == hits


def test_no_module_joins_parts_with_the_signs_of_one_language():
    found = set()
    for path in (ROOT / "groups").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if not set(path.parts) & set(FOR_PROGRAMS_OR_OPERATORS) and [*joins(path)]:
            found.add(name)
    assert found == KEPT_MODULES.keys()


@pytest.mark.parametrize(
    ("language", "commas", "semicolons", "told"),
    [
        ("en", "a, b", "a; b", "A. B"),
        ("es", "a, b", "a; b", "A. B"),
        ("ur", "a، b", "a؛ b", "A۔ B"),
    ],
)
def test_parts_are_put_side_by_side_as_the_language_has_it(language, commas, semicolons, told):
    with override(language):
        assert by_commas(["a", "", None, "b"]) == commas
        assert by_semicolons(["a", "b"]) == semicolons
        assert sentences(["A", "", "B"]) == told
        assert by_commas([]) == sentences([]) == sentence("") == ""


@pytest.mark.parametrize("ended", ["Tea.", "Tea!", "چائے۔", "چائے؟", "Tea…", "Tea.\N{POP DIRECTIONAL ISOLATE}"])
def test_sentence_is_ended_once(ended):
    with override("ur"):
        assert sentence(ended) == ended
        assert sentences([ended, "B"]) == f"{ended} B"


def test_template_says_parts_in_the_language_of_the_page():
    template = Template("{% load punctuation %}{{ words|by_commas }}{% comma %}{{ more|by_semicolons }}{% full_stop %}")
    with override("ur"):
        assert template.render(Context({"words": ["<a>", "b"], "more": ["c", "d"]})) == "&lt;a&gt;، b، c؛ d۔"


def test_days_of_a_pattern_stand_apart(circle):
    rule = factories.add_slot(circle, **factories.weekly("MO", "10:00", byday=["MO", "WE", "FR"])).rule
    with override("ur"):
        assert describe(rule).startswith("ہر پیر، بدھ اور جمعہ")


@pytest.mark.parametrize("path", ["/ur/search/", "/ur/short-list/?listing={id}", "{page}print/", "{page}"])
def test_urdu_page_has_no_latin_comma_behind_an_urdu_word(client, now, circle, path):
    factories.add_contact(circle, value="020 7946 0018", note="")
    where = path.format(id=circle.public_id, page=f"/ur{circle.get_absolute_url()}")
    assert not re.search(r"[\u0620-\u06ff][,;]", text_of(client.get(where)))
