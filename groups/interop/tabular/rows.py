"""The way from a `Record` to a row of the table, and back."""

import hashlib
import re
from datetime import date

from django.utils.translation import gettext as _

from groups.choices import CONCEALED, PLACELESS, Answer, Attendance, Channel, Facet, Formality, LedBy, Precision
from groups.interop.reading import clean, folded, one_line, storable
from groups.interop.record import ContactPart, OrganizationPart, PlacePart, Problem, Record
from groups.interop.tabular import times
from groups.interop.tabular.columns import ANSWERS, BY_NAME, COLUMNS, DAYS, DEGREES, NUMBERS
from groups.interop.tabular.example import is_example
from groups.interop.tabular.words import chosen, joined, marked, parts, truth, written
from groups.recurrence import RecurrenceError

SAME = ("name", "kind", "description", "formality", "attendance", "led_by", "training", *NUMBERS)
SAME += ("safeguarding_contact", "how_to_join")
ADDRESS = ("street", "district", "town", "region", "postal_code", "country", *DEGREES, "precision", "directions")
WHERE = ("place", "street", "postal_code", *DEGREES, "directions")
FACETS = [column.choices for column in COLUMNS if column.section == "words"]
LONGEST = {"description": 5000, "how_to_join": 5000, "directions": 2000, "what_to_expect": 5000}
MOST_YEARS, MOST = 130, 10_000
NOTE = re.compile(r"(?<!\s)\s*+\(([^()]*+)\)\Z")
"""In brackets at the end; takes no longer than the text is long, however many spaces there are."""
LONGEST_REF = 250


# Writing


def row(record):
    """The cells of a record by column: texts, numbers, and lists of texts where several may stand. None is empty."""
    zone = zone_of(record)
    cells = {name: getattr(record, name) for name in SAME}
    cells |= {"id": record.source_ref, "timezone": zone}
    if part := record.organization:
        cells |= {"organization": part.name, "organization_website": part.website}
        cells |= {"organization_description": part.description}
    if record.place:
        cells |= {name: getattr(record.place, name) for name in ADDRESS} | {"place": record.place.name}
    cells["times"] = [times.written(slot, zone) for slot in record.slots]
    for channel in Channel.values:
        cells[channel] = [contact_text(one) for one in record.contacts if one.channel == channel]
    for facet in FACETS:
        cells[facet.value] = [written(use) for use in record.terms if use.facet == facet]
    return cells | joining(record) | record.first_visit | told(record)


def joining(record):
    taken = {True: "yes", False: "no", None: None}[record.accepting_new]
    days = {name: (value := getattr(record, name)) and value.isoformat() for name in DAYS}
    return days | {"accepting_new": taken}


def told(record):
    """The cells that only readers want."""
    source = record.attribution
    closed = [" to ".join(day.isoformat() for day in part[:2] if day) for part in record.closures]
    cells = {"url": record.url, "closed": closed}
    cells |= {name: moment(getattr(record, name)) for name in ("updated_at", "confirmed_at")}
    if source:
        cells |= {"source": source.name, "source_url": source.url, "source_licence": source.licence}
        cells["source_as_of"] = source.as_of and source.as_of.isoformat()
    return cells


def moment(at):
    return at and f"{at:%Y-%m-%dT%H:%M:%SZ}"


def zone_of(record):
    """The zone that holds for the whole row."""
    if record.place and record.place.timezone:
        return record.place.timezone
    return record.slots[0].rule.timezone if record.slots else ""


def contact_text(contact):
    return marked(contact.value) + (f" ({marked(contact.note)})" if contact.note else "")


def text(value):
    """One cell as text."""
    if isinstance(value, list):
        return joined(value)
    return "" if value is None else str(value)


# Reading


class RowReader:
    """Makes `Record`s of rows; `words` (a `Words`) knows the words of the directory."""

    def __init__(self, words):
        self.words = words

    def record(self, cells, number):
        """The Record of one row: `cells` are texts by column, `number` is that of the row in the file.

        Without a kind it holds only the sentences that say what is wrong.
        """
        cells = {name: clean(value) for name, value in cells.items() if name in BY_NAME}
        problems = []
        record = Record(
            ref(cells, number),
            name=one_line(cells.get("name")),
            problems=problems,
            row=kept(cells),
        )
        kind = self.kind(cells, problems)
        record.attendance = self.choice(cells, "attendance", Attendance, problems) or Attendance.IN_PERSON
        if not record.name:
            problems.append(Problem("name", _("This row has no name.")))
        elif is_example(cells):
            problems.append(Problem("name", _("This is the example row of our template, so it was left out.")))
        elif not problems:
            record.kind = kind
            self.fill(record, cells)
        return record

    def kind(self, cells, problems):
        said = cells.get("kind", "")
        slug = self.words.slug(Facet.KIND, said)
        if not said:
            problems.append(Problem("kind", _("This row does not say what kind of support it is.")))
        elif slug is None:
            told = _("We have no kind of support called “%(kind)s”.")
            problems.append(Problem("kind", told % {"kind": said[:60]}))
        return slug or ""

    def choice(self, cells, name, choices, problems):
        """The value of one of our few fixed words; "" where there is none. One we do not know is a problem."""
        said = cells.get(name, "")
        value = chosen(choices, said) if said else ""
        if value is None:
            told = _("“%(said)s” is not a word we know for “%(column)s”. These are: %(choices)s.")
            values = {"said": said[:60], "column": BY_NAME[name].title, "choices": ", ".join(choices.values)}
            problems.append(Problem(name, told % values))
        return value or ""

    def precision(self, cells, problems):
        """How exactly the place may be known. Whoever writes “private” there means to hide it: a word that we do not
        know never shows a place, nor leaves one shown that was."""
        said = self.choice(cells, "precision", Precision, problems)
        if said or not cells.get("precision"):
            return said
        problems.append(Problem("precision", _("Until it is one of these, only the name of the area is shown.")))
        return Precision.AREA.value

    def fill(self, record, cells):
        """Everything beside name and kind; what cannot be read is left out, and said."""
        problems = record.problems
        record.description = self.long(cells, "description", problems)
        record.how_to_join = self.long(cells, "how_to_join", problems)
        record.formality = self.choice(cells, "formality", Formality, problems)
        record.led_by = self.choice(cells, "led_by", LedBy, problems)
        record.training, record.safeguarding_contact = (
            one_line(cells.get(name)) for name in ("training", "safeguarding_contact")
        )
        record.organization = organization(cells)
        record.place = self.place(record, cells, self.precision(cells, problems))
        record.slots = slots(record, cells)
        record.contacts = list(contacts(cells))
        for facet in FACETS:
            uses, unknown = self.words.uses(facet, cells.get(facet.value, ""))
            record.terms += uses
            problems += unknown
        for name in NUMBERS:
            setattr(record, name, number_of(cells, name, problems))
        for name in DAYS:
            setattr(record, name, day_of(cells, name, problems))
        record.accepting_new = truth_of(cells, problems)
        record.first_visit = self.first_visit(cells, problems)

    def long(self, cells, name, problems):
        """A text of several lines, cut where it is too long."""
        said = cells.get(name, "")
        if len(said) > LONGEST[name]:
            told = _("“%(column)s” is longer than %(longest)d characters; the rest was left out.")
            problems.append(Problem(name, told % {"column": BY_NAME[name].title, "longest": LONGEST[name]}))
        return clean(said, LONGEST[name])

    def place(self, record, cells, precision):
        """Where it is; of what meets online or by phone only what tells the time zone."""
        names = ("street", "district", "town", "region", "postal_code")
        part = PlacePart(
            name=one_line(cells.get("place")),
            **{name: one_line(cells.get(name)) for name in names},
            country=one_line(cells.get("country")).upper(),
            timezone=one_line(cells.get("timezone")),
            directions=self.long(cells, "directions", record.problems),
            precision=precision,
        )
        part.lat, part.lon = degrees(cells, record.problems)
        if part.lat is not None and not part.precision:
            part.precision = (Precision.EXACT if part.street or part.name else Precision.STREET).value
        if record.attendance in PLACELESS and not (part.town or part.postal_code):
            return None
        return part

    def first_visit(self, cells, problems):
        answers = {name: self.choice(cells, name, Answer, problems) for name in ANSWERS if BY_NAME[name].choices}
        answers["greeter"] = one_line(cells.get("greeter"))
        answers["what_to_expect"] = self.long(cells, "what_to_expect", problems)
        return {name: said for name, said in answers.items() if said}


def kept(cells):
    """What is kept of a row with a problem: of a place that is to be concealed, or may be, only the names around it."""
    said = cells.get("precision", "")
    hidden = WHERE if said and chosen(Precision, said) in (None, *CONCEALED) else ()
    return storable({name: value for name, value in cells.items() if value and name not in hidden})


def ref(cells, number):
    """What the row is known by from file to file: its `id`, else a digest of its name and where it is."""
    if said := one_line(cells.get("id"), LONGEST_REF):
        return said
    known = [cells.get(name, "") for name in ("name", "place", "street", "town", "postal_code")]
    return hashlib.sha256(folded(*known).encode()).hexdigest()[:32] if any(known) else f"row {number}"


def organization(cells):
    name = one_line(cells.get("organization"))
    website = one_line(cells.get("organization_website"))
    return OrganizationPart(folded(name), name, website, cells.get("organization_description", "")) if name else None


def slots(record, cells):
    """The slots that can be read; a sentence for each that cannot."""
    found, zone = [], one_line(cells.get("timezone"))
    for number, said in enumerate(parts(cells.get("times", "")), start=1):
        try:
            found.append(times.read(said, zone, f"{record.source_ref}-{number}"))
        except RecurrenceError as error:
            record.problems.append(Problem("times", _("%(reason)s It was left out.") % {"reason": error}))
    return found


def contacts(cells):
    for channel in Channel.values:
        for said in parts(cells.get(channel, "")):
            noted = NOTE.search(said)
            value, note = (said[: noted.start()], noted[1]) if noted and noted.start() else (said, "")
            yield ContactPart(channel, one_line(value), one_line(note, 120))


def number_of(cells, name, problems):
    said = one_line(cells.get(name))
    if not said:
        return None
    if said.isascii() and said.isdecimal() and int(said[:9]) <= (MOST_YEARS if "age" in name else MOST):
        return int(said[:9])
    told = _("“%(said)s” is not a number that “%(column)s” can have; it was left out.")
    problems.append(Problem(name, told % {"said": said[:20], "column": BY_NAME[name].title}))
    return None


def day_of(cells, name, problems):
    said = one_line(cells.get(name))
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError:
        told = _("“%(said)s” is not a day. Write it as year-month-day, such as 2026-03-31. It was left out.")
        problems.append(Problem(name, told % {"said": said[:20]}))
        return None


def truth_of(cells, problems):
    said = one_line(cells.get("accepting_new"))
    value = truth(said)
    if said and value is None:
        told = _("“%(said)s” is neither yes nor no; it was left out.")
        problems.append(Problem("accepting_new", told % {"said": said[:20]}))
    return value


def degrees(cells, problems):
    """Latitude and longitude, or two Nones."""
    said = [one_line(cells.get(name)).replace(",", ".") for name in DEGREES]
    if not any(said):
        return None, None
    try:
        lat, lon = map(float, said)
    except ValueError:
        lat = lon = 1000.0
    if abs(lat) <= 90 and abs(lon) <= 180:
        return lat, lon
    problems.append(Problem("lat", _("The position is not one on Earth; it was left out.")))
    return None, None
