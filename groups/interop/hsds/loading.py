"""HSDS services as `Record`s: one for each place where a service is offered."""

from dataclasses import replace

from django.utils.translation import gettext as _

from groups.choices import Attendance, Facet, Formality, LedBy, Relation
from groups.interop.hsds import attributes, contacts, locations, organizations, schedules
from groups.interop.hsds.attributes import inner, objects
from groups.interop.hsds.dumping import COLUMNS, SOURCE
from groups.interop.hsds.facts import ANSWERS, OPEN_VISIT, PLAIN, VISIT, VISIT_CODE
from groups.interop.hsds.words import guesses
from groups.interop.reading import clean, folded, merged, one_line
from groups.interop.record import Attribution, Problem, Record, TermUse

OLDEST = 130
USUAL_KIND = "community-center"
"""Of a service whose words name none of our kinds."""

GONE = {"inactive", "defunct"}
PAUSED = "temporarily closed"
LONGEST_ALERT = 1000
RELATIONS = set(Relation.values)


def load(service):
    """Yield a `Record` for each place where `service` is offered, or one where none is named."""
    for number, place_at in enumerate(objects(service, "service_at_locations") or [{}]):
        ref = ref_at(service, place_at, number)
        yield record(service, place_at, ref) if one_line(service.get("name")) else nameless(service, ref)


def nameless(service, ref):
    problem = Problem("name", _("This service has no name; it was left out."))
    return Record(ref, problems=[problem], row=row_of(service), former_ref=ref_of(service))


def ref_at(service, place_at, number):
    """What the source calls a service at one of its places, the same however many more there are or will be.

    Where it has no name for that, the first is called what the service is.
    """
    location = one_line(place_at.get("location_id") or inner(place_at, "location").get("id"), 120)
    own = location or (str(number + 1) if number else "")
    return one_line(place_at.get("id"), 250) or "-".join(filter(None, [ref_of(service)[:120], own]))


def ref_of(thing):
    """What the source calls it: its id, else its name."""
    return one_line(thing.get("id"), 250) or one_line(thing.get("name"), 200) or "?"


def row_of(service):
    """What is kept of a row that had a problem: nobody's name and no number."""
    return {name: clean(service.get(name), 500) for name in ("id", "name", "status", "url") if service.get(name)}


def record(service, place_at, ref):
    own, location = attributes.read(service), inner(place_at, "location")
    place, problems = locations.load(location)
    made = Record(
        source_ref=ref,
        name=one_line(service.get("name"), 200),
        description="\n\n".join(filter(None, [alert(service), clean(service.get("description"))])),
        organization=organizations.load(inner(service, "organization")),
        place=place,
        contacts=contacts.load(service, place_at, location, own),
        how_to_join=clean(service.get("application_process")),
        is_published=status_of(service) not in GONE,
        problems=problems,
        row=row_of(service),
        former_ref=ref_of(service),
    )
    add_words(made, service, own)
    add_facts(made, own)
    add_ages(made, service)
    add_slots(made, service, place_at)
    made.updated_at = schedules.moment_of(service.get("last_modified"))
    made.attendance = attendance(own, location, made)
    return made


def status_of(service):
    return one_line(service.get("status")).lower()


def alert(service):
    """What people have to know before they go; that it is closed for a time even where nothing says why."""
    said = clean(service.get("alert"), LONGEST_ALERT)
    return said or (closed_for_now() if status_of(service) == PAUSED else "")


def closed_for_now():
    return _("It is said to be closed for the time being; its times are not shown.")


def add_words(made, service, own):
    """Kind, formality, who leads it, and the terms; words of other taxonomies are looked for by their names."""
    found = [TermUse(*use) for use in own.terms if use[0] not in COLUMNS]
    guessed, unknown = guessed_words(own, service)
    made.terms = merged([use._replace(relation=use.relation if use.relation in RELATIONS else "") for use in found])
    made.terms += [use for use in guessed if use.facet != Facet.KIND]
    made.kind = own.slug(Facet.KIND) or next((use.slug for use in guessed if use.facet == Facet.KIND), "")
    if not made.kind:
        made.kind = USUAL_KIND
        made.assumed.append("kind")
    made.formality = one_of(Formality, own.slug(Facet.FORMALITY))
    made.led_by = one_of(LedBy, own.slug(Facet.LED_BY))
    sentence = _("We have no word of ours for “%(word)s”; it was left out.")
    made.problems += [Problem("attributes", sentence % {"word": word}) for word in unknown]


def one_of(choices, text):
    return text if text in choices.values else ""


def guessed_words(own, service):
    """`(uses, unknown names)` for a directory that does not speak our words."""
    if own.is_ours:
        return [], own.others
    found, unknown = [], []
    for name in own.others:
        known = guesses().get(folded(name), ())
        found += [TermUse(facet, slug) for facet, slug in known[:1]]
        unknown += [] if known or not name else [name]
    for language in objects(service, "languages"):
        code = one_line(language.get("code"), 20)
        found += [TermUse(Facet.LANGUAGE, code, detail=clean(language.get("note"), 200))] if code else []
    return merged(found), unknown


def add_facts(made, own):
    """The facts of the profile; one that cannot be read is said and left out."""
    for known in PLAIN:
        text = own.fact(known.code)
        try:
            value = known.read(text) if text else None
        except ValueError:
            told = _("“%(name)s” cannot be “%(value)s”; it was left out.") % {"name": known.name, "value": text[:60]}
            made.problems.append(Problem(known.code, told))
            continue
        if value is not None:
            setattr(made, known.field, value)
    answers = {name: own.fact(f"{VISIT_CODE}{name}") for name in VISIT}
    made.first_visit = {
        name: text for name, text in answers.items() if text and (name in OPEN_VISIT or text in ANSWERS)
    }
    if "source-name" in own.facts:
        known = {name: own.fact(f"source-{name.replace('_', '-')}") for name in SOURCE}
        made.attribution = Attribution(**known | {"as_of": schedules.day_of(known["as_of"])})


def add_ages(made, service):
    for name in ("minimum_age", "maximum_age"):
        given = service.get(name)
        if given in (None, ""):
            continue
        age = number(given)
        if age is None or not 0 <= age <= OLDEST:
            told = _("“%(age)s” is no age in years; it was left out.") % {"age": one_line(given, 20)}
            made.problems.append(Problem(name, told))
        else:
            setattr(made, name, age)


def number(value):
    """A whole number, also of “12” and 12.0, or None."""
    try:
        return int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None


def add_slots(made, service, place_at):
    """Its schedules at this place, else those it has anywhere; none of them holds while it is closed for a time."""
    given = objects(place_at, "schedules") or objects(service, "schedules")
    for index, schedule in enumerate(given, start=1):
        slot, problems = schedules.load(schedule, made.place, f"{made.source_ref}-{index}"[:250])
        made.slots += [slot] if slot else []
        made.problems += problems
    refs = [slot.source_ref for slot in made.slots]
    if len(set(refs)) < len(refs):
        made.slots = [replace(slot, source_ref=f"{slot.source_ref[:240]}-{n}") for n, slot in enumerate(made.slots)]
    if status_of(service) == PAUSED:
        made.slots = [replace(slot, is_live=False) for slot in made.slots]
        made.problems.append(Problem("status", closed_for_now()))


def attendance(own, location, made):
    """As our word says; else online where the location is virtual, and in person where there is a place or none."""
    said = one_of(Attendance, own.slug(Facet.ATTENDANCE))
    if said:
        return Attendance(said)
    if location.get("location_type") == "virtual":
        return Attendance.ONLINE
    made.assumed.append("attendance")
    return Attendance.IN_PERSON
