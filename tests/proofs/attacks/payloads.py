"""What somebody types who wants our pages to run their script, and how to tell whether one did.

No payload does harm by itself: each makes an element, an attribute or an address that carries the word `xss`, which
stands on no page of ours.
"""

WHOLE = (
    "xss'\"><xss-a onxss=1></title></textarea></select></script></style></svg><xss-b><script>xss()</script>"
    "<img src=x onerror=xss()><svg/onload=xss()>--><xss-c>＜xss-d＞\u2028<xss-e {{7777|add:1}}xss {% now 'Y' %}>"
)
"""Out of text, of attributes in either quotes, of a title, a text field, a script, a style, a picture and a remark; by
letters that some software folds to `<`; and as a template."""
SHORTER = ("xss\"'><xss-a onxss=1><!--", 'xss"><xss-a>', '"><xss>', "<xss>", "<b>")
LINKS = (
    "javascript:xss()",
    " JaVaScRiPt:xss()",
    "java\tscript:xss()",
    "java\nscript:xss()",
    "\x01javascript:xss()",
    "javascript://example.org/%0axss()",
    "data:text/html,<xss-a>",
    "vbscript:xss()",
    "https://example.org/javascript:xss",
    "https://example.org/\"'><xss-a onxss=1>",
)
"""Addresses; the last two are sound to somebody who only looks at how they begin."""
PROGRAM = "7778xss"
"""What stands in a page where `WHOLE` was taken for a template."""


def fitting(longest=None):
    """The worst payload of at most `longest` letters."""
    return next(one for one in (WHOLE, *SHORTER) if longest is None or len(one) <= longest)
