"""The parts of a booklet as blocks of paragraphs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.booklet.lines import QUIET, TEAL, Paragraph, Span
from groups.booklet.pages import Block
from groups.booklet.parts import Again

ENDS = (".", "!", "?", "…", ":", ";")


def heading(text, sizes, *, key="", level=0, starts_page=False):
    """A heading, kept with what follows it, and in the outline."""
    size = sizes.heading if level == 0 else sizes.name
    words = Paragraph((Span(text, is_bold=True),), size, TEAL, space=sizes.body * (1.6 if level == 0 else 1))
    return Block((words,), key, text, level, keeps_next=True, starts_page=starts_page)


def plain(text, sizes, *, space=0.35, **more):
    """A paragraph in body type; `space` above it in lines."""
    return Paragraph((Span(text),), sizes.body, space=space * sizes.body, **more)


def front(words, sizes, most):
    """What this is, and whom to call now: at most so many lines."""
    title = Paragraph((Span(words.title, is_bold=True),), sizes.title, TEAL)
    where = Paragraph((Span(words.where, is_bold=True),), sizes.heading, space=sizes.body)
    asked = [plain(text, sizes) for text in words.asked]
    size = [plain(text, sizes, space=0.8) for text in words.size]
    yield Block((title, where, *asked, *size), "cover", words.title)
    yield heading(_("Talk to someone now"), sizes, key="now")
    danger = Paragraph((Span(words.danger, is_bold=True),), sizes.body, space=sizes.body / 2)
    yield Block((danger, *(plain(text, sizes) for text in words.lines(most))))


def how_to_read(words, sizes, *, starts_page):
    """How to read what follows."""
    yield heading(_("How to read this"), sizes, key="how", starts_page=starts_page)
    yield Block(tuple(plain(text, sizes) for text in words.notes))


def contents(parts, sizes):
    """The parts with their pages."""
    yield heading(_("Contents"), sizes, key="contents", starts_page=True)
    for part in parts:
        size = ngettext("%(n)d place", "%(n)d places", part.size) % {"n": part.size}
        spans = (Span(part.title, is_bold=True), Span(f"({size})"))
        yield Block((Paragraph(spans, sizes.body, space=sizes.body / 2, link=f"#{part.key}", page_of=part.key),))
    names = Paragraph(
        (Span(_("All names"), is_bold=True),), sizes.body, space=sizes.body / 2, link="#names", page_of="names"
    )
    yield Block((names,))


def part(chapter, sizes, *, starts_page=False):
    """One part with its entries; those in full elsewhere as one line with their page."""
    yield heading(chapter.title, sizes, key=chapter.key, starts_page=starts_page)
    for nth, (subtitle, ones) in enumerate(chapter.sections.items()):
        if subtitle:
            yield heading(subtitle, sizes, key=f"{chapter.key}-{nth}", level=1)
        for one in ones:
            yield again(one, sizes) if isinstance(one, Again) else entry(one, sizes)


def again(one, sizes):
    key = one.entry.key
    words = Paragraph((Span(one.words),), sizes.body, space=sizes.body / 2, link=f"#{key}", page_of=key)
    return Block((words,))


def entry(one, sizes):
    """One listing in full."""
    paragraphs = [
        Paragraph((Span(one.name, is_bold=True),), sizes.name, space=sizes.body * 1.1, link=one.url),
        plain(one.sort, sizes, space=0, colour=QUIET),
    ]
    if one.state:
        paragraphs.append(Paragraph((Span(one.state, is_bold=True),), sizes.body))
    paragraphs += [facts(row, sizes) for row in one.facts]
    if not one.is_whole:
        paragraphs.append(plain(_("Some letters could not be printed. Its page: %(url)s") % {"url": one.url}, sizes))
    paragraphs.append(plain(one.fresh, sizes, space=0.15, colour=QUIET))
    return Block(tuple(paragraphs), one.key, is_ruled=True)


def facts(row, sizes):
    """Questions in bold, each with its answer behind it; a full stop parts it from the next."""
    answers = [ended(answer) for _label, answer in row[:-1]] + [row[-1][1]]
    spans = [
        span
        for (label, _answer), answer in zip(row, answers, strict=True)
        for span in (Span(f"{label}:", is_bold=True), Span(answer))
    ]
    return Paragraph(tuple(spans), sizes.body, space=sizes.body * 0.15)


def ended(text):
    return text if text.endswith(ENDS) else f"{text}."


def index(entries, sizes):
    """All names with their pages."""
    yield heading(_("All names"), sizes, key="names", starts_page=True)
    for one in sorted(entries, key=lambda one: one.sort_key):
        name = Paragraph((Span(one.name),), sizes.body, space=sizes.body * 0.2, link=f"#{one.key}", page_of=one.key)
        yield Block((name,))
