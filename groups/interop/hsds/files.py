"""Files of HSDS services as other programs hand them over: a page of an API, a list, or one object a line."""

import gzip
import json
import zlib

from django.utils.translation import gettext as _

from groups.interop.hsds.attributes import inner, objects
from groups.interop.hsds.loading import load as load_service
from groups.interop.reading import GZIP_MAGIC, MAX_DEPTH, UnreadableFileError, read_json
from groups.interop.record import Problem, Record

MAX_LINE = 5 * 2**20
MAX_BYTES = 2**30
"""Lines are read one by one, so that even a large directory needs little memory."""

MARK = b"\xef\xbb\xbf"


def load(file):
    """Yield `Record`s of a binary `file` that can be read twice: JSON (a service, an organization with services, a
    service at a location, a list or a page of them) or NDJSON of the same. Raises UnreadableFileError where it is
    neither, and where it is damaged or too large, before the first."""
    first = first_line(file)
    if isinstance(first, dict):
        check_whole(file)
        check_services([first])
        yield from of_lines(opened(file))
        return
    file.seek(0)
    things = list(unpacked(read_json(file)))
    check_services(things)
    for thing in things:
        yield from load_service(thing)


def opened(file):
    """The bytes of a file from its beginning, unpacked where it is gzip."""
    file.seek(0)
    is_packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if is_packed else file


def first_line(file):
    """What the first line holds where it is JSON by itself, else None."""
    try:
        return json.loads(opened(file).readline(MAX_LINE).removeprefix(MARK))
    except (ValueError, RecursionError, EOFError, OSError, zlib.error):
        return None


def check_whole(file):
    """Read a file to its end, so that nothing is imported of one that is cut off. Raises UnreadableFileError."""
    lines, size = opened(file), 0
    try:
        while line := lines.readline(MAX_LINE + 1):
            size += len(line)
            if len(line) > MAX_LINE or size > MAX_BYTES:
                told = _("The file is larger than %(size)s MB, or a line of it is larger than %(line)s MB.")
                raise UnreadableFileError(told % {"size": MAX_BYTES // 2**20, "line": MAX_LINE // 2**20})
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableFileError(_("The file is cut off or damaged: it does not unpack to its end.")) from error


def check_services(things):
    if not any(map(is_service, unpacked(things))):
        raise UnreadableFileError(_("This is no HSDS file: it holds no service with a name and a status."))


def of_lines(lines):
    """Records of NDJSON, and one for each line that is none."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            thing = json.loads(line.removeprefix(MARK))
        except (ValueError, RecursionError):
            told = _("Line %(number)s is not JSON; it was left out.") % {"number": number}
            yield Record(f"line {number}", problems=[Problem("row", told)])
            continue
        for service in unpacked(thing):
            yield from load_service(service)


def unpacked(thing, depth=0):
    """Services one by one, each with its organization and places in it, of whatever they came wrapped in."""
    if isinstance(thing, list) and depth <= MAX_DEPTH:
        for one in thing:
            yield from unpacked(one, depth + 1)
    elif isinstance(thing, dict):
        yield from of_object(thing, depth)


def of_object(thing, depth):
    if isinstance(thing.get("contents"), list):
        yield from unpacked(thing["contents"], depth + 1)
    elif isinstance(thing.get("services"), list):
        organization = {name: value for name, value in thing.items() if name != "services"}
        yield from ({"organization": organization} | service for service in objects(thing, "services"))
    elif isinstance(thing.get("service"), dict):
        place_at = {name: value for name, value in thing.items() if name != "service"}
        yield inner(thing, "service") | {"service_at_locations": [place_at]}
    else:
        yield thing


def is_service(thing):
    return "name" in thing and "status" in thing
