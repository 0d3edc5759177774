"""A page as those meet it who do not see it: elements by their nesting, and what they are called."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ALONE = {"main", "article", "aside", "nav", "section"}
"""A header or footer in one of these belongs to it, and is none of the page."""


class Node:
    """One element: `tag`, attributes in `at`, `parent`, and `inside`, which holds nodes and text in turn."""

    def __init__(self, tag, at=(), parent=None):
        self.tag, self.at, self.parent, self.inside = tag, dict(at), parent, []

    def every(self, *tags):
        """All elements within, in the order of the page; of these tags only, where some are named."""
        for one in self.inside:
            if isinstance(one, Node):
                if not tags or one.tag in tags:
                    yield one
                yield from one.every(*tags)

    def above(self):
        """What it stands in, from the nearest outwards."""
        node = self.parent
        while node:
            yield node
            node = node.parent

    def text(self):
        """Its words with single spaces between them."""
        return " ".join(" ".join(one if isinstance(one, str) else one.text() for one in self.inside).split())

    def role(self):
        return self.at.get("role", "")

    def lang(self):
        """The language it is said to be in; empty where nothing says it."""
        return next((node.at["lang"] for node in (self, *self.above()) if node.at.get("lang")), "")

    def of_page(self):
        """Whether a header or footer is that of the page."""
        return not any(node.tag in ALONE for node in self.above())


class Outline(HTMLParser):
    """Builds the tree of a page in `top`."""

    def __init__(self, html):
        super().__init__()
        self.top = self.at = Node("")
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        node = Node(tag, ((name, value or "") for name, value in attributes), self.at)
        self.at.inside.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attributes):
        self.at.inside.append(Node(tag, ((name, value or "") for name, value in attributes), self.at))

    def handle_endtag(self, tag):
        opened = next((node for node in (self.at, *self.at.above()) if node.tag == tag), None)
        if opened:
            self.at = opened.parent

    def handle_data(self, text):
        if text.strip():
            self.at.inside.append(text)


def outline(html):
    """The `Node` at the top of a page given as text."""
    return Outline(html).top
