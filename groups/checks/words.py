"""What is written: unsafe phrases, links that lead somewhere unknown, and contacts typed where all can read them."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from groups.checks.check import Check, Level, texts
from groups.choices import Channel, Visibility
from groups.wording import unsafe_phrases

LINK_CHANNELS = (Channel.WEBSITE, Channel.ONLINE_LINK)
SHORTENERS = frozenset(
    [
        *("bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly", "cutt.ly", "rb.gy", "t.ly"),
        *("lnkd.in", "shorturl.at", "tiny.cc", "rebrand.ly", "bl.ink", "s.id", "qr.ae", "adf.ly", "shrtco.de"),
    ]
)
_SHORT = "|".join(re.escape(host) for host in sorted(SHORTENERS))
LINK = re.compile(
    rf"(?:\b(?:[a-z][a-z0-9+.-]*://|www\.)|(?<![\w.@-])(?=(?:{_SHORT})/\w))[^\s<>\"]*[^\s<>\".,;:!?)\]’”]",
    re.IGNORECASE,
)
"""A link in a text, without the punctuation that ends its sentence. Without a scheme only where it hides its end."""
ODD_SCHEME = re.compile(r"\b(?:javascript|data|vbscript|file):\S", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"(?<![\w.])\+?\(?\d(?:[\d\s()/.-]{5,18})\d(?!\w)")
DATE_OR_TIME = re.compile(
    r"\d{4}\s*-\s*\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.\d{2}\s*-\s*\d{1,2}\.\d{2}"
)
FEWEST_DIGITS = 7


def unsafe(document):
    """Phrases that put people at risk, with what to say instead."""
    for field, text in texts(document):
        for phrase in unsafe_phrases(text):
            words = {"found": phrase.found, "instead": phrase.say_instead}
            sentence = _("“%(found)s” can hurt people in distress. Better: %(instead)s.") % words
            yield Check("wording", Level.URGENT, sentence, field)


def links(document):
    """Links that hide where they lead, or that a browser should not follow."""
    for field, link in _links(document):
        if reason := problem_of(link):
            yield Check("link", *reason, field)


def typed_contacts(document):
    """Numbers, addresses and links inside a text: everybody reads them there, whatever was chosen for them."""
    kept = {_plain(one["value"]) for one in document["contacts"] if one["visibility"] != Visibility.PUBLIC}
    for field, text in texts(document):
        for found in contacts_in(text):
            if _plain(found) in kept:
                sentence = _("“%(found)s” was not to be shown to everybody, but this text does.")
                yield Check("contact-shown", Level.URGENT, sentence % {"found": found}, field)
            else:
                sentence = _("“%(found)s” stands in a text. Is everybody meant to see it?")
                yield Check("contact-typed", Level.LOOK, sentence % {"found": found}, field)


def contacts_in(text):
    """E-mail addresses, links and phone numbers in a text; dates and times are none."""
    emails, links_found = EMAIL.findall(text), LINK.findall(text)
    rest = DATE_OR_TIME.sub(" ", LINK.sub(" ", EMAIL.sub(" ", text)))
    numbers = [number.strip() for number in NUMBER.findall(rest) if _count_digits(number) >= FEWEST_DIGITS]
    return [*emails, *links_found, *numbers]


def problem_of(link):
    """The level and sentence of what is wrong with a link, or None."""
    try:
        parts = urlsplit(link if "://" in link or ODD_SCHEME.match(link) else f"https://{link}")
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return Level.URGENT, _("“%(link)s” is no web address.") % {"link": link}
    if parts.scheme not in ("http", "https"):
        return Level.URGENT, _("“%(link)s” is not a link to a web page.") % {"link": link}
    if host in SHORTENERS:
        return Level.URGENT, _("“%(link)s” hides where it leads. Ask for the full address.") % {"link": link}
    if "@" in parts.netloc or _is_number(host) or host.startswith("xn--"):
        return Level.URGENT, _("“%(link)s” may lead elsewhere than it seems.") % {"link": link}
    if parts.scheme == "http":
        return Level.LOOK, _("“%(link)s” is not encrypted: others on the way can read along.") % {"link": link}
    return None


def _links(document):
    for contact in document["contacts"]:
        if contact["channel"] in LINK_CHANNELS:
            yield "contacts.value", contact["value"]
    website = (document["basics"]["organization"] or {}).get("website")
    if website:
        yield "basics.organization", website
    for field, text in texts(document):
        yield from ((field, link) for link in [*LINK.findall(text), *ODD_SCHEME.findall(text)])


def _is_number(host):
    try:
        return bool(ip_address(host))
    except ValueError:
        return host.isdigit()


def _count_digits(text):
    return sum(character.isdigit() for character in text)


def _plain(contact):
    """A contact written one way: the last nine digits of a number, else small letters."""
    if EMAIL.fullmatch(contact) or LINK.match(contact):
        return contact.lower().rstrip("/")
    return re.sub(r"\D", "", contact)[-9:]
