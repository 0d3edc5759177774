"""The site in Spanish and Urdu: addresses, the way between them, numbers, dates, days, and what programs ask for."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, time_format

from groups import geocoding
from groups.choices import Channel, Facet
from groups.forms.slot import SlotForm
from groups.models import Contact, Listing, Term
from groups.models.taxonomy import lexicon
from groups.recurrence import Rule, describe
from groups.urls import programs
from supportfinder import numerals

pytestmark = pytest.mark.django_db


LINK = re.compile(r'<a href="([^"]+)"\s+hreflang="(\w+)"\s+lang="\w+"\s+dir="(\w+)"')


def switch(page):
    """`{code: (address, direction)}` of the links to other languages at the foot of a page."""
    return {code: (address, direction) for address, code, direction in LINK.findall(page.split("<footer")[1])}


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/es/", "es"), ("/ur/", "ur")])
def test_address_alone_decides_the_language(client, path, language):
    answer = client.get(path, headers={"Accept-Language": "ur, es;q=0.5"})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer["Content-Language"] == language
    assert not answer.cookies
    assert "Accept-Language" in answer["Vary"]


def test_every_page_leads_to_itself_in_the_other_languages(client, circle):
    page = client.get("/es/search/", {"q": "circle", "near": "10115"}).content.decode()
    assert switch(page) == {
        "en": ("/search/?q=circle&amp;near=10115", "ltr"),
        "es": ("/es/search/?q=circle&amp;near=10115", "ltr"),
        "ur": ("/ur/search/?q=circle&amp;near=10115", "rtl"),
    }


def test_search_by_post_goes_on_by_post_in_another_language(client, circle):
    page = client.post("/search/", {"q": "circle", "attendance": ["online", "phone"]}).content.decode()
    foot = page.split("<footer")[1]
    assert 'formaction="/ur/search/"' in foot
    assert foot.count('name="attendance"') == 2
    assert 'name="q" value="circle"' in foot
    assert switch(page) == {}


def test_answer_to_another_form_has_no_way_that_would_lose_what_was_typed(client, circle):
    page = client.post(reverse("listing-report", args=[circle.public_id]), {"text": "It is off."}).content.decode()
    assert "It is off." in page
    assert switch(page) == {}


def test_lost_page_leads_to_the_beginning_in_other_languages(client):
    answer = client.get("/es/no/such/page/")
    assert answer.status_code == 404
    assert switch(answer.content.decode())["ur"] == ("/ur/", "rtl")


def test_browsers_language_is_offered_and_nothing_else(client):
    offered = client.get("/about/", headers={"Accept-Language": "es-MX, en;q=0.8"}).content.decode()
    assert re.search(r'class="also-in"\s+href="/es/about/"', offered)
    for header in ("en, es;q=0.8", "de, en;q=0.5", "", "x" * 3000):
        assert "also-in" not in client.get("/about/", headers={"Accept-Language": header}).content.decode()
    assert "also-in" not in client.get("/es/about/", headers={"Accept-Language": "es"}).content.decode()


def test_search_engines_are_told_of_each_language_of_public_pages_alone(client, circle):
    bare = circle.get_absolute_url()
    page = client.get(f"/ur{bare}").content.decode()
    told = dict(re.findall(r'hreflang="([\w-]+)" href="http://testserver([^"]+)"', page))
    assert told == {"ur": f"/ur{bare}", "en": bare, "x-default": bare, "es": f"/es{bare}"}
    assert f'<link rel="canonical" href="http://testserver/ur{bare}">' in page
    assert "canonical" not in client.get("/es/saved/").content.decode()


def test_programs_have_one_address_for_all_languages(client):
    with translation.override("ur"):
        paths = [pattern.name for pattern in programs.urlpatterns if getattr(pattern, "name", None)]
        assert not [name for name in paths if "<" not in name and _path(name).startswith("/ur/")]
    assert client.get("/es/robots.txt").status_code == 404
    assert client.get("/ur/healthz").status_code == 404


def _path(name):
    try:
        return reverse(name)
    except Exception:
        return ""


# Numbers


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>کل 1,234 اندراج</p>", "<p>کل ۱٬۲۳۴ اندراج</p>"),
        ("<b>2.5</b> کلومیٹر", "<b>۲٫۵</b> کلومیٹر"),
        (
            "<time datetime='2026-03-03'>3 مارچ 2026، 18:30</time>",
            "<time datetime='2026-03-03'>۳ مارچ ۲۰۲۶، ۱۸:۳۰</time>",
        ),
        ('<input value="12"><i>12</i>', '<input value="12"><i>۱۲</i>'),
        ("<p>WHO-5 کے 5 سوال</p>", "<p>WHO-5 کے ۵ سوال</p>"),
        ("<p>&#x27;7&#39; دن</p>", "<p>&#x27;۷&#39; دن</p>"),
        ('<h1 dir="auto">کمرہ 7</h1><p>7</p>', '<h1 dir="auto">کمرہ 7</h1><p>۷</p>'),
        ('<div lang="en"><div>7</div>8</div>9', '<div lang="en"><div>7</div>8</div>۹'),
        ('<a href="tel:112"><b>112</b></a> 3', '<a href="tel:112"><b>112</b></a> ۳'),
        ("<bdi>24</bdi><textarea>5</textarea><code>6</code><script>7</script>", None),
        ("<p>+49 30 1234 پر فون کریں، 2026-03-03</p>", None),
        ("<!-- 5 --><p>10115 Berlin</p>", None),
    ],
)
def test_numbers_of_the_site_are_urdu_and_those_of_others_stay(html, told):
    assert numerals.with_digits(html, "ur") == (told or html)


def test_page_shows_urdu_digits_and_keeps_those_for_programs(client, circle):
    page = client.get("/ur/search/").content.decode()
    assert "۱۸:۳۰" in page
    assert not re.search(r'(?:href|value|id|name|datetime|content)="[^"]*[۰-۹]', page)
    assert "۱" not in client.get("/es/search/").content.decode()
    assert "۱" not in client.get("/search.geojson").content.decode()


@pytest.mark.parametrize("path", ["/ur/", "/ur/search/", "/ur/about/"])
def test_page_is_told_as_long_as_it_is(client, circle, path):
    answer = client.get(path)
    assert int(answer["Content-Length"]) == len(answer.content)


def test_long_page_of_latin_letters_is_read_once():
    text = "Tea and time to talk. " * 20_000
    assert numerals.with_digits(f"<p>{text}</p>", "ur") == f"<p>{text}</p>"


def test_urdu_digits_are_understood_where_numbers_are_typed(client, circle):
    found = client.get("/search/", {"age": "۳۰", "radius": "۱۰", "near": "۱۰۱۱۵"}).context["search"]
    assert found.asked["age"] == 30
    assert found.form.radius_km == 10
    assert geocoding.tidy("۱۰۱۱۵ Berlin") == "10115 Berlin"


@pytest.mark.parametrize(("number", "href"), [("+۴۹ ۳۰ ۱۲۳", "tel:+4930123"), ("٠٢٠ 7946", "tel:0207946")])
def test_number_typed_in_other_digits_can_be_dialled(number, href):
    assert Contact(channel=Channel.PHONE, value=number).href == href


@pytest.mark.parametrize(
    "path", ["/ur/search/", "/ur/compare/?listing={id}", "/ur/compare/?listing={id}&listing={other}"]
)
def test_names_keep_their_digits_and_their_direction(client, circle, evening, path):
    Listing.objects.filter(pk=circle.pk).update(name="حلقہ 7")
    page = client.get(path.format(id=circle.public_id, other=evening.public_id)).content.decode()
    assert "<bdi>حلقہ 7</bdi>" in page
    assert "حلقہ ۷" not in page


def test_what_studies_found_is_marked_as_english(client, db):
    page = client.get(f"/ur{reverse('insights-evidence')}").content.decode()
    assert re.search(r'<span lang="en" dir="ltr">\s*SMD −0.27 \(95 %', page)
    assert "۲۷ (" not in page


# Dates and days


def test_dates_are_written_as_in_each_language(now):
    told = {}
    for code in ("es", "ur"):
        with translation.override(code):
            told[code] = (date_format(now), time_format(now.time()))
    assert told == {"es": ("3 de marzo de 2026", "17:00"), "ur": ("3 مارچ 2026", "17:00")}


@pytest.mark.parametrize(("language", "first"), [("en", "MO"), ("es", "MO"), ("ur", "SU")])
def test_week_begins_as_the_language_has_it(client, circle, language, first):
    with translation.override(language):
        page = client.get(reverse("search"))
        assert SlotForm().fields["weekdays"].choices[0][0] == first
    days = page.context["facets"].group(Facet.WEEKDAY).options
    assert len({option.term.slug for option in days}) == len(days)
    with translation.override(language):
        weekend = Rule.weekly(["SA", "SU", "MO"]) if hasattr(Rule, "weekly") else None
    assert weekend is None or describe(weekend)


# Words to pick


@pytest.mark.parametrize("language", ["es", "ur"])
def test_every_shipped_term_has_its_own_name_in_each_language(language):
    for term in Term.objects.all():
        assert term.translations.get(language), term.slug
        assert bool(term.more_words.get(language, {}).get("help")) == bool(term.help), term.slug
    for facet in Facet:
        names = [term.translations[language] for term in Term.objects.of(facet)]
        assert len(names) == len(set(names)), facet


@pytest.mark.parametrize(("path", "words"), [("/es/search/", "duelo"), ("/ur/search/", "غم")])
def test_typed_words_of_a_language_find_what_is_listed_in_another(client, circle, path, words):
    assert circle.name in client.get(path, {"q": words}).content.decode()
    assert circle.name not in client.get("/search/", {"q": words}).content.decode()


def test_change_of_a_translation_is_found_at_once(client, circle):
    Term.objects.filter(facet="topic", slug="grief").update(translations={"es": "Pena"}, more_words={})
    lexicon.forget()
    assert circle.name in client.get("/es/search/", {"q": "pena"}).content.decode()
    assert circle.name not in client.get("/es/search/", {"q": "duelo"}).content.decode()


def test_settings_name_each_language_by_its_own_name():
    assert dict(settings.LANGUAGES) == {"en": "English", "es": "Español", "ur": "اردو"}
