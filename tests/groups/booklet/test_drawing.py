"""The PDF itself: what it tells of itself, that it can be read on, and that it is the same each time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fpdf.fonts import TTFFont
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.booklet import Wish, drawing, pdf_of
from groups.booklet import fonts as fonts_module
from groups.booklet.fonts import fonts
from groups.booklet.letters import printable
from groups.booklet.lines import Paragraph, Span
from groups.booklet.pages import PAPERS, Block
from groups.booklet.sheets import LARGE, NORMAL, laid_out
from tests import factories
from tests.conftest import NOW
from tests.groups.booklet.papers import Pdf, made

NAMES = st.text(max_size=200)


def laid(text, paper="A4", sizes=NORMAL):
    """A layout of one text as a title, a paragraph and a foot."""
    words = printable(text).text
    block = Block(
        (Paragraph((Span(words, is_bold=True),), sizes.title), Paragraph((Span(words),), sizes.body)), "a", words
    )
    return laid_out([block], title=words, language="en", made_at=NOW, paper=paper, sizes=sizes, foot=words)


def test_pdf_tells_title_language_and_bookmarks(now, circle, clinic):
    pdf = Pdf(pdf_of(made(now, topic="grief")))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.title == "Places to turn to: Everywhere"
    assert pdf.language == "en"
    assert pdf.page_count == 3
    assert pdf.outline == [
        "Places to turn to",
        "Talk to someone now",
        "How to read this",
        "Contents",
        "Tuesday",
        "All names",
    ]


def test_names_lead_to_their_pages_and_contents_to_theirs(now, circle):
    pdf = Pdf(pdf_of(made(now)))
    assert pdf.links == [f"https://support.example.org/listings/{circle.public_id}/"]
    assert pdf.inner_links == 3  # Tuesday, all names, and the circle among them


def test_same_search_on_the_same_day_is_the_same_file(now, circle):
    assert pdf_of(made(now)) == pdf_of(made(now.replace(hour=9)))


@pytest.mark.parametrize("paper", PAPERS)
def test_sheet_has_the_size_asked_for(now, circle, paper):
    width, height, _margin = PAPERS[paper]
    assert f"/MediaBox [0 0 {width:.2f} {height:.2f}]".encode() in pdf_of(made(now, Wish(paper=paper)))


def test_fonts_are_embedded_as_far_as_they_are_used(now, source):
    factories.make_listing(source, "حلقة الثلاثاء")
    factories.make_listing(source, "Вторник")
    content = pdf_of(made(now))
    for name in (b"Figtree", b"NotoSans\n", b"NotoSansArabic"):
        assert b"+" + name in content
    assert len(content) < 120_000


@settings(max_examples=20)
@given(NAMES, st.sampled_from(sorted(PAPERS)), st.sampled_from([NORMAL, LARGE]))
def test_whatever_is_written_becomes_a_pdf(text, paper, sizes):
    layout = laid(text, paper, sizes)
    assert Pdf(pdf_of(layout)).page_count == len(layout.pages)


def test_missing_glyphs_are_never_drawn(caplog):
    pdf_of(laid("日本 مجموعة 😀 שלום Ὀδυσσεύς Việt"))
    assert "missing" not in caplog.text


def test_text_after_joined_letters_is_in_its_own_face_again():
    texts = [Paragraph((Span(text),), 10) for text in ("مجموعة", "Plain after")]
    layout = laid_out([Block(tuple(texts))], title="a", language="en", made_at=NOW, paper="A4", sizes=NORMAL)
    faces = [face for face, text in Pdf(pdf_of(layout)).drawn if text]
    assert len(set(faces)) == 2
    assert faces[-1] == Pdf(pdf_of(laid("Plain"))).drawn[-1][0]


def test_font_files_are_closed_also_where_drawing_fails(monkeypatch):
    closed = []
    monkeypatch.setattr(TTFFont, "close", lambda font, really=TTFFont.close: closed.append(really(font)))
    monkeypatch.setattr(drawing.Drawing, "page", lambda *_page: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pdf_of(laid("Circle"))
    assert len(closed) == 4


def test_faces_are_made_again_where_their_files_were_cleared_away():
    for faces in fonts().by_style.values():
        faces[0].path.unlink()
    assert Pdf(pdf_of(laid("Circle"))).title == "Circle"


def test_threads_that_print_at_once_share_their_faces():
    fonts_module._made.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert len({id(one.result()) for one in [pool.submit(fonts) for _ in range(4)]}) == 1
