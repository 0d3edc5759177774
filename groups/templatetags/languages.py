"""The same page in the other languages of the site."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi, get_language_info, gettext, override
from django.utils.translation.trans_real import parse_accept_lang_header

from groups.data_words import told
from groups.feeds import sitemaps
from supportfinder.numerals import DIGITS, in_digits, text_with_digits

register = template.Library()

ISOLATED = {True: '<bdi dir="ltr">{}</bdi>', False: "{}"}
NOT_CARRIED_ON = ("hard", "from")
FOR_SEARCH_ENGINES = {*sitemaps.PAGES, "listing-detail"}
"""Names of the addresses that search engines are told of, in every language."""


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: its code, its own name, the path with its query, and which way it is written."""

    code: str
    name: str
    address: str
    direction: str
    is_current: bool


register.filter("told", told)


@register.filter
def ltr(text):
    """What is read from the left and keeps its digits, such as a number to dial, also among words that are not."""
    return format_html(ISOLATED[get_language_bidi()], text) if text else ""


@register.filter
def own_digits(text):
    """Words and numbers of the site in the digits of the reader's language, where no page does it: in a mail."""
    return in_digits(str(text), get_language())


@register.filter
def digits_beside_own(text):
    """What somebody typed beside words and numbers of the site, in such digits as on a page; for a mail."""
    language = get_language()
    return text_with_digits(str(text), language) if language in DIGITS else text


@register.simple_tag(takes_context=True)
def versions(context):
    """The page in each language, as `Version`s; none where it has one language only, or would lose what was typed.

    A failed page has no other form: it leads to the beginning in the other language.
    """
    request = context.get("request")
    if request is None:
        return []
    path = _kept(context, request)
    addresses = {code: translate_url(path, code) for code, _name in settings.LANGUAGES} if path else {}
    return [_version(code, address) for code, address in addresses.items()] if _differ(addresses) else []


def _kept(context, request):
    """The address whose other languages are told. What was asked of a failed page may be past reading, and stays so."""
    if context.get("is_failure"):
        return reverse("home")
    if request.method == "POST":
        return request.path if posted(context) else ""
    return _address(request)


def _address(request):
    """The address of a page, but for what is carried on into none: what would make it hard for somebody, and where
    they come from."""
    asked = request.GET.copy()
    for name in NOT_CARRIED_ON:
        asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _differ(addresses):
    return len(set(addresses.values())) > 1


def _version(code, address):
    name, direction = dict(settings.LANGUAGES)[code], "rtl" if get_language_info(code)["bidi"] else "ltr"
    return Version(code, name, address, direction, code == get_language())


@register.simple_tag(takes_context=True)
def posted(context):
    """What a search by POST asked for, as `(name, value)`: its other languages are asked by POST too."""
    request = context["request"]
    if request.method != "POST" or getattr(request.resolver_match, "view_name", "") != "search":
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]


@register.simple_tag(takes_context=True)
def alternates(context):
    """`(code, full address)` of a page for search engines in every language, the first in its own; of others none."""
    request = None if context.get("is_failure") else context.get("request")
    if request is None or getattr(request.resolver_match, "view_name", "") not in FOR_SEARCH_ENGINES:
        return []
    addresses = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
    own = get_language()
    found = [(own, addresses.pop(own)), *addresses.items()]
    return [(code, request.build_absolute_uri(path)) for code, path in found]


@register.simple_tag(takes_context=True)
def also_in(context):
    """What says in their own words that the page is in the language somebody's browser prefers; or None.

    A pair of the words and the `Version`. It is told where that language is one of ours and not that of the page.
    """
    request = context.get("request")
    wanted = preferred(request.headers.get("Accept-Language", "")) if request else None
    if wanted in (None, get_language()):
        return None
    version = next((one for one in versions(context) if one.code == wanted), None)
    with override(wanted):
        # Translators: name your own language, as "También en español" does.
        return version and (gettext("Also in English"), version)


def preferred(header):
    """The first of our languages that an Accept-Language header names; None for none of them."""
    known = dict(settings.LANGUAGES)
    tags = (tag.partition("-")[0] for tag, _weight in parse_accept_lang_header(header[:200].lower()))
    return next((tag for tag in tags if tag in known), None)
