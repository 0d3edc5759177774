"""Whom to call now, in words for paper: all of it on a cover, the first of it in the foot of every page."""

from django.utils.translation import gettext as _

from groups.booklet.letters import printable
from groups.punctuation import by_commas, by_semicolons, sentence

ON_COVER = 6
IN_FOOT = 2


def danger(help_now):
    """“In danger right now? Call 999 or 112 (United Kingdom).”"""
    if help_now.country_name:
        words = _("In danger right now? Call %(numbers)s (%(country)s).")
        return printable(words % {"numbers": help_now.emergency, "country": help_now.country_name}).text
    return printable(_("In danger right now? Call %(numbers)s.") % {"numbers": help_now.emergency}).text


def foot(help_now):
    """What stands in the foot of every page, in one text."""
    lines = [_short(line) for line in help_now.open_first if line.call][:IN_FOOT]
    talk = _("To talk to someone now: %(lines)s.") % {"lines": by_semicolons(lines)} if lines else _directory(help_now)
    return f"{danger(help_now)} {printable(talk).text}"


def cover(help_now, most=ON_COVER):
    """One text for each line that somebody can call, text or write to, crisis lines first; at most so many lines."""
    lines = [*help_now.open_first, *help_now.warm_first][:most]
    words = [_long(line) for line in lines] or [_directory(help_now)]
    if any(not line.confirmed for line in lines):
        words.append(_("Numbers not yet confirmed by this site."))
    return [printable(text).text for text in words]


def _short(line):
    name = _("%(name)s, day and night") % {"name": line.name} if line.always else line.name
    return f"{_in_order(line.call)} ({name})"


def _long(line):
    ways = [
        _("call %(number)s") % {"number": _in_order(line.call)} if line.call else "",
        _text(line) if line.text else "",
        _("chat %(address)s") % {"address": line.chat} if line.chat else "",
    ]
    return f"{line.name}: {sentence(by_commas(ways))} {sentence(line.hours_text)}"


def _text(line):
    if line.text_word:
        return _("text %(word)s to %(number)s") % {"word": line.text_word, "number": _in_order(line.text)}
    return _("text %(number)s") % {"number": _in_order(line.text)}


def _in_order(number):
    """A number whose parts stay in their order in a line that is read from the right (a no-break space, UAX 9: CS)."""
    return number.replace(" ", "\N{NO-BREAK SPACE}")


def _directory(help_now):
    values = {"name": help_now.directory_name, "address": help_now.directory_url}
    return _("Help lines of your country: %(name)s, %(address)s") % values
