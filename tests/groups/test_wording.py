"""The words we use ourselves (pages, mails, shipped data), and the lint that finds bad ones."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from groups.wording import unkind_words, unsafe_phrases

TEXT_SUFFIXES = {".csv", ".html", ".json", ".md", ".toml", ".txt", ".yaml"}
SHIPPED = ("templates/**/*", "groups/data/*", "groups/data/demo/**/*")


def shipped_texts() -> list[Path]:
    files = {path for pattern in SHIPPED for path in settings.BASE_DIR.glob(pattern)}
    return [path for path in sorted(files) if path.suffix in TEXT_SUFFIXES]


def lint(path: Path, find) -> list[str]:
    """Return "line: phrase" for everything `find` objects to in the file."""
    text = path.read_text(encoding="utf-8")
    return [f"{text.count(chr(10), 0, phrase.start) + 1}: {phrase.found}" for phrase in find(text)]


def test_shipped_texts_are_found():
    names = {path.name for path in shipped_texts()}
    assert {"taxonomy.toml", "crisis_lines.toml"} <= names
    assert any(path.suffix == ".html" for path in shipped_texts())


@pytest.mark.parametrize("path", shipped_texts(), ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_shipped_text_has_no_unsafe_phrase_or_unkind_word(path):
    assert lint(path, unsafe_phrases) == []
    assert lint(path, unkind_words) == []


def test_lint_on_a_file_with_a_bad_sentence_names_the_line(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>Hello.</p>\n<p>His brother committed\nsuicide.</p>\n", encoding="utf-8")
    assert lint(page, unsafe_phrases) == ["2: committed\nsuicide"]


@pytest.mark.parametrize(
    "sentence",
    [
        "He Committed\u00a0Suicide last year.",
        "people who commit suicide",
        "after a successful attempt",
        "an unsuccessful suicide attempt",
        "a failed suicide",
        "she completed suicide",
        "she killed herself",
        "a suicide epidemic in our town",
        "it is only attention-seeking",
        "he hanged himself in the barn",
        "she cut her wrists",
        "he jumped off the bridge",
        "overdosed on tablets",
        "a lethal dose",
        "a painless way to die",
        "ways to hurt yourself",
        "talk about suicide methods",
    ],
)
def test_unsafe_phrases_in_a_bad_sentence_are_found(sentence):
    [phrase] = unsafe_phrases(sentence)
    assert phrase.found in sentence
    assert str(phrase.say_instead)


@pytest.mark.parametrize(
    "sentence",
    [
        "Her son died by suicide.",
        "For people with thoughts of suicide, and after a suicide attempt.",
        "We are committed to listening.",
        "Overdose prevention and naloxone training.",
        "Three failed attempts to sign in.",
        "Do you want to kill yourself? Call now.",
        "A group for people who hurt themselves.",
        "",
    ],
)
def test_unsafe_phrases_in_a_safe_sentence_are_none(sentence):
    assert unsafe_phrases(sentence) == []


def test_unsafe_phrases_come_in_the_order_of_the_text():
    found = unsafe_phrases("She killed herself. He committed suicide.")
    assert [phrase.found for phrase in found] == ["killed herself", "committed suicide"]
    assert str(found[0].say_instead) == "died by suicide"


def test_unkind_words_are_whole_words_only():
    found = unkind_words("Addicts and patients welcome: inpatient, out-patient, addiction, Love Addicts Anonymous.")
    assert [phrase.found for phrase in found] == ["Addicts", "patients"]


@given(st.text())
def test_unsafe_phrases_in_any_text_lie_in_it(text):
    for phrase in unsafe_phrases(text) + unkind_words(text):
        assert text[phrase.start :].startswith(phrase.found)
