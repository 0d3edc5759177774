"""The page that writes the lines for a host, the lines themselves, and the script they load."""

from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from groups.views.embedding import script_text

MAKE = "/embed/make/"
SITE = "http://testserver"


class Reader(HTMLParser):
    """The tags of some lines of HTML, as `[(name, {attribute: value})]`."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def made(client, **query):
    answer = client.get(MAKE, query)
    assert answer.status_code == 200
    return answer.context["lines"], answer.content.decode()


def tag_of(line, name):
    return next(attrs for tag, attrs in Reader(line).tags if tag == name)


def test_iframe_line_holds_search_looks_title_and_height(client, now, circle):
    asked = {
        "topic": ["grief", "shame"],
        "show": ["near", "weekday"],
        "paper": "#102030",
        "title": "Hilfe",
        "height": 500,
    }
    frame = tag_of(made(client, **asked)[0].iframe, "iframe")
    assert frame["src"].startswith(f"{SITE}/embed/?")
    query = parse_qs(urlsplit(frame["src"]).query)
    assert query == {"topic": ["grief"], "show": ["near", "weekday"], "paper": ["#102030"]}
    assert (frame["title"], frame["height"], frame["referrerpolicy"]) == ("Hilfe", "500", "no-referrer")
    assert "style" not in frame


def test_script_line_says_the_same_and_leads_on_without_script(client, now, circle):
    line = made(client, topic="grief", show="near", take="page", title="Hilfe")[0].script
    script = tag_of(line, "script")
    assert script["src"] == f"{SITE}/embed.js"
    assert parse_qs(script["data-search"]) == {"topic": ["grief"], "show": ["near"]}
    assert (script["data-colours"], script["data-title"]) == ("page", "Hilfe")
    assert tag_of(line, "a")["href"] == f"{SITE}/search/?topic=grief"


def test_policy_names_this_site_and_nothing_else(client, now, circle):
    lines, _html = made(client)
    assert lines.policy_of_iframe == f"frame-src {SITE};"
    assert lines.policy_of_script == f"script-src {SITE}; frame-src {SITE};"


def test_lines_are_shown_as_they_are_to_be_copied(client, now, circle):
    lines, html = made(client, topic="grief", title='A "quoted" <b>name</b> & more')
    shown = [unescape(part.split(">", 1)[1].split("</textarea>")[0]) for part in html.split("<textarea")[1:]]
    assert shown == [lines.script, lines.policy_of_script, lines.iframe, lines.policy_of_iframe]
    assert tag_of(lines.iframe, "iframe")["title"] == 'A "quoted" <b>name</b> & more'


def test_language_chosen_stands_in_both_lines(client, settings, now, circle):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    lines, _html = made(client, lang="de", topic="grief")
    assert tag_of(lines.iframe, "iframe")["src"] == f"{SITE}/de/embed/?topic=grief"
    assert tag_of(lines.script, "script")["src"] == f"{SITE}/embed.js"
    assert parse_qs(tag_of(lines.script, "script")["data-search"])["lang"] == ["de"]


def test_usual_distance_is_left_out_of_the_lines(client, now, circle):
    sent = {"near": "51.55,-0.06", "units": "km", "q": "", "when": ""}
    assert made(client, **sent, radius="25")[0].address == "/embed/?near=51.55%2C-0.06"
    assert "radius=9&units=km" in made(client, **sent, radius="9")[0].address


def test_colour_that_cannot_be_read_is_said(client, now, circle):
    _lines, html = made(client, accent="#FFFF00", paper="#ffffff")
    assert "Links and buttons: words in #ffff00 are hard to read on the light background." in html
    assert "hard to read" not in made(client, accent="#7a0040", paper="#ffffff")[1]


@pytest.mark.parametrize(
    ("name", "wrong", "sentence"),
    [
        ("paper", "red", "Background: Write a colour like #0f5a5c"),
        ("height", "5000", "Height in pixels: Ensure this value is less than or equal to 900."),
        ("corners", "round", "Round corners, in pixels: Enter a whole number."),
        ("age", "old", "Age: Enter a whole number."),
    ],
)
def test_wrong_answer_gets_a_sentence_and_is_kept(client, now, circle, name, wrong, sentence):
    lines, html = made(client, **{name: wrong})
    assert sentence in html
    assert f'value="{wrong}"' in html or name == "age"
    assert wrong not in lines.iframe


def test_make_page_shows_the_frame_and_allows_it(client, now, circle):
    answer = client.get(MAKE, {"topic": "grief"})
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert tag_of(answer.content.decode(), "iframe")["src"] == "/embed/?topic=grief"


def test_make_page_keeps_what_has_no_field_of_its_own(client, now, circle):
    html = made(client, category="community", sort="soonest")[1]
    assert '<input type="hidden" name="sort" value="soonest">' in html
    assert made(client, sort="soonest")[0].address == "/embed/?sort=soonest"


def test_make_page_has_a_fixed_number_of_queries(client, now, circle, django_assert_num_queries):
    client.get(MAKE)
    with django_assert_num_queries(1):  # the place; nothing is searched for here, that is done in the frame
        client.get(MAKE, {"topic": "grief", "near": "51.55,-0.06"})


def test_script_is_small_stable_and_for_every_page(client, now):
    answer = client.get("/embed.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "max-age=86400, public"
    assert len(answer.content) < 3000
    assert client.get("/embed.js", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_script_keeps_nothing_and_asks_nobody():
    for word in ("cookie", "Storage", "fetch(", "XMLHttp", "innerHTML", "window.", "eval"):
        assert word not in script_text(), word
