"""A finished layout as a PDF: each line is put where the layout says, so that nothing moves here."""

from contextlib import ExitStack
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import Align

from groups.booklet.fonts import BOLD, MAIN, OTHERS, REGULAR, fonts
from groups.booklet.lines import INK, QUIET, TEAL
from groups.booklet.sheets import FOOT_GAP, foot_height

COLOURS = {INK: (31, 43, 42), QUIET: (76, 90, 88), TEAL: (15, 90, 92)}
RULE = (176, 184, 180)
DESCENT = 0.28  # of a line's height, from its baseline to its end
SITE = "Support Finder"


def pdf_of(layout, pictures=()):
    """The bytes of a PDF; the same layout gives the same bytes. `pictures` (`handout.Picture`) go on the last page."""
    pdf = _empty(layout)
    with ExitStack() as stack:
        for font in pdf.fonts.values():
            stack.callback(font.close)
        drawing = Drawing(layout, pdf)
        for number, page in enumerate(layout.pages, start=1):
            drawing.page(number, page)
        for picture in pictures:
            drawing.picture(picture)
        return bytes(pdf.output())


class Drawing:
    """A PDF that is being drawn. Text goes on in the order of reading, which is what is read aloud."""

    def __init__(self, layout, pdf):
        self.layout, self.pdf = layout, pdf
        self.targets = {key: pdf.add_link(page=number) for key, number in layout.page_of.items()}

    def page(self, number, page):
        self.pdf.add_page()
        for start in page.starts:
            self._start(number, start)
        for placed in page.lines:
            if placed.is_ruled:
                self._rule(placed.bottom - placed.line.height + placed.line.space / 2)
            self._line(placed.line, placed.bottom)
        self._foot(number)

    def _start(self, number, start):
        if start.title:
            self.pdf.set_y(start.top)
            self.pdf.start_section(start.title, start.level, strict=False)
        if start.key:
            self.pdf.set_link(self.targets[start.key], y=start.top, page=number)

    def _rule(self, y):
        self.pdf.set_draw_color(*RULE)
        self.pdf.set_line_width(0.5)
        self.pdf.line(self.layout.paper.margin, y, self.layout.paper.width - self.layout.paper.margin, y)

    def _line(self, line, bottom):
        paper = self.layout.paper
        baseline = bottom - DESCENT * line.size
        left = paper.margin + line.indent
        if line.is_right_to_left:
            left = paper.width - paper.margin - line.indent - line.width
        self.pdf.set_text_color(*COLOURS[line.colour])
        for group in line.groups:
            self._group(group, left + group.x, baseline, line)
        if line.page_of:
            self._number(str(self.layout.page_of[line.page_of]), baseline, line.size)
        if line.link:
            top = bottom - line.size * 1.2
            width = paper.column - line.indent if line.page_of else line.width
            target = self.targets[line.link[1:]] if line.link.startswith("#") else line.link
            self.pdf.link(left if not line.page_of else paper.margin, top, width, bottom - top, target)

    def _group(self, group, x, baseline, line):
        style, size = BOLD if group.is_bold else REGULAR, line.size
        if group.is_complex:
            self._shaped(group, style, x, baseline, size, is_right_to_left=line.is_right_to_left)
            return
        for nth, piece in enumerate(group.pieces, start=1):
            self.pdf.set_font(piece.family, style if piece.family == MAIN else REGULAR, size)
            self.pdf.text(x, baseline, piece.text)
            x += self.pdf.get_string_width(piece.text) if nth < len(group.pieces) else 0

    def _shaped(self, group, style, x, baseline, size, *, is_right_to_left):
        """Text whose letters are joined or run from right to left, each stretch by its own face.

        It leaves the last of those faces behind; the context brings back the one that was there.
        """
        self.pdf.set_font(MAIN, style, size)
        with self.pdf.local_context():
            self.pdf.set_text_shaping(use_shaping_engine=True, direction="rtl" if is_right_to_left else "ltr")
            self.pdf.set_xy(x, baseline - 0.8 * size)
            self.pdf.cell(group.width, size, group.text, align=Align.L)
        self.pdf.set_text_shaping(use_shaping_engine=False)

    def _number(self, text, baseline, size):
        self.pdf.set_font(MAIN, REGULAR, size)
        width = self.pdf.get_string_width(text)
        self.pdf.text(self.layout.paper.width - self.layout.paper.margin - width, baseline, text)

    def _foot(self, number):
        paper, lines = self.layout.paper, self.layout.foot
        end = paper.height - paper.margin
        if lines:
            at = end - foot_height(lines) + FOOT_GAP
            self._rule(at)
            for line in lines:
                at += line.height
                self._line(line, at)
        if self.layout.has_numbers:
            size = self.layout.sizes.foot
            self._number(f"{number} / {len(self.layout.pages)}", end - DESCENT * size, size)

    def picture(self, picture):
        """A drawing with words for who cannot see it, on the page drawn last."""
        self.pdf.image(BytesIO(picture.svg), picture.x, picture.y, picture.size, picture.size, alt_text=picture.words)


def _empty(layout):
    """A PDF without pages, with all that is told about it."""
    pdf = FPDF(unit="pt", format=(layout.paper.width, layout.paper.height))
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(layout.title)
    pdf.set_lang(layout.language)
    pdf.set_creator(SITE)
    pdf.set_producer(SITE)
    pdf.set_creation_date(layout.made_at)
    pdf.set_display_mode("fullwidth")
    for style, (main, *others) in fonts().by_style.items():
        for face in (main, *others) if style == REGULAR else (main,):
            pdf.add_font(face.family, style, face.path)
    pdf.set_fallback_fonts(list(OTHERS), exact_match=False)
    return pdf
