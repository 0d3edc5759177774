"""What a group says of itself in several languages: kept, changed by proposal, found, and read in one's own."""

import pytest
from django.core.exceptions import ValidationError

from groups import checks, content, moderation
from groups.choices import Status
from groups.forms.texts import TextsForm
from groups.models import Listing, texts
from tests import factories
from tests.groups.desk import lead, page

SPANISH = {"es": {"description": "Té y tiempo para hablar.", "how_to_join": "Ven y ya está."}}
DESCRIPTION = "Tea, and time to talk."


@pytest.fixture
def bilingual(circle):
    content.write(circle, {"texts": SPANISH})
    Listing.objects.filter(pk=circle.pk).update(description=DESCRIPTION)
    return Listing.objects.get(pk=circle.pk)


def test_texts_are_read_as_they_were_written(bilingual):
    assert content.content_of(bilingual)["texts"] == SPANISH
    content.write(bilingual, {"texts": {}})
    assert content.content_of(Listing.objects.get(pk=bilingual.pk))["texts"] == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"xx": {"description": "?"}},
        {"es": {}},
        {"es": {"name": "Círculo"}},
        {"es": {"description": " "}},
        {"es": {"description": 7}},
        {"es": "Té"},
        ["es"],
    ],
)
def test_what_is_no_text_in_a_language_of_ours_is_refused(circle, wrong):
    with pytest.raises(ValidationError, match="by language"):
        content.write(circle, {"texts": wrong})


def test_page_tells_it_in_the_language_of_the_reader(client, bilingual):
    path = bilingual.get_absolute_url()
    spanish = client.get(f"/es{path}").content.decode()
    assert "Té y tiempo para hablar." in spanish
    assert DESCRIPTION in spanish.partition('<details class="own-words')[2]
    for other in (path, f"/ur{path}"):
        theirs = client.get(other).content.decode()
        assert DESCRIPTION in theirs
        assert "Té y tiempo" not in theirs


def test_language_without_a_text_of_its_own_tells_the_first_words(bilingual):
    factories.add_first_visit(bilingual, what_to_expect="We go round once.")
    first_visit = Listing.objects.get(pk=bilingual.pk).first_visit
    said = texts.told(bilingual, first_visit, "es")
    assert (said.description, said.what_to_expect) == ("Té y tiempo para hablar.", "We go round once.")
    assert said.first == {"description": DESCRIPTION, "how_to_join": "", "what_to_expect": ""}
    assert not any(texts.told(bilingual, None, "ur").first.values())


def test_words_of_every_language_are_searched(client, bilingual):
    assert bilingual in Listing.objects.about("hablar")
    content.write(bilingual, {"texts": {"es": {"description": "Café."}}})
    assert bilingual not in Listing.objects.about("hablar")
    assert bilingual in Listing.objects.about("cafe")
    Listing.objects.filter(pk=bilingual.pk).update(texts={"ur": {"description": "چائے اور بات چیت"}})
    assert bilingual in Listing.objects.about("چائے")


def test_change_waits_for_review_and_is_told_language_by_language(bilingual):
    moderation.propose(bilingual, {"texts": {"es": {"description": "Pan."}}}, by=None)
    assert Listing.objects.get(pk=bilingual.pk).texts == SPANISH
    told = content.differences({"texts": SPANISH}, {"texts": {"es": {"description": "Pan."}}})
    assert [(one.label, one.gone, one.come) for one in told] == [
        ("español: in a few sentences", ("Té y tiempo para hablar.",), ("Pan.",)),
        ("español: how to join", ("Ven y ya está.",), ()),
    ]


def test_moderators_are_told_of_unsafe_words_in_any_language(bilingual):
    document = content.content_of(bilingual) | {"texts": {"es": {"description": "He committed suicide. 020 7946 0011"}}}
    found = {(check.code, check.field) for check in checks.checks_of(document)}
    assert {("wording", "texts.es-description"), ("contact-typed", "texts.es-description")} <= found


def test_form_gives_back_what_was_stored_and_asks_in_every_language(bilingual):
    form = TextsForm(initial=TextsForm.initial_from(SPANISH))
    assert [(code, is_said) for _name, code, is_said, _fields in form.languages()] == [
        ("en", False),
        ("es", True),
        ("ur", False),
    ]
    widget = form["ur-description"].field.widget
    assert (widget.attrs["lang"], widget.attrs["dir"]) == ("ur", "rtl")


def test_facilitator_writes_it_in_spanish(client, circle):
    lead(client, circle)
    Listing.objects.filter(pk=circle.pk).update(status=Status.DRAFT, searchable=False)
    answer = client.post(page("manage-edit", circle.public_id, "texts"), {"es-description": "Té."})
    assert answer.status_code == 302
    assert content.content_of(Listing.objects.get(pk=circle.pk))["texts"] == {"es": {"description": "Té."}}
