"""Ways to make contact: phones and mail addresses have objects in HSDS, links are facts of the profile.

People's names are not read: who answers a phone today may not want to be known for it tomorrow.
"""

from django.utils.translation import gettext as _

from groups.choices import Channel
from groups.interop.hsds import ids
from groups.interop.hsds.attributes import fact, filled, objects
from groups.interop.reading import clean, one_line
from groups.interop.record import ContactPart

TYPES = {Channel.PHONE: "voice", Channel.TEXT: "text"}
CHANNELS = {"text": Channel.TEXT, "sms": Channel.TEXT}
UNSPOKEN = {"fax", "pager"}
LINKS = {Channel.WEBSITE: "website", Channel.ONLINE_LINK: "online-link"}
NOTE = 120
VALUE = 500


def of(record, channel):
    """The values of one channel."""
    return [contact.value for contact in record.contacts if contact.channel == channel]


def link(record):
    """Where to join online, or empty text."""
    return next(iter(of(record, Channel.ONLINE_LINK)), "")


def phones(owner, record):
    return [
        filled(
            {
                "id": ids.part(owner, "phone", contact.channel, contact.value, contact.note),
                "service_id": owner,
                "number": contact.value,
                "type": TYPES[contact.channel],
                "description": contact.note,
            }
        )
        for contact in record.contacts
        if contact.channel in TYPES
    ]


def mails(owner, record):
    """HSDS contacts that are a mail address and what it is for."""
    return [
        filled(
            {
                "id": ids.part(owner, "contact", contact.value),
                "service_id": owner,
                "title": contact.note,
                "email": contact.value,
            }
        )
        for contact in record.contacts
        if contact.channel == Channel.EMAIL
    ]


def links(owner, record, words):
    return [
        fact(owner, "service", LINKS[contact.channel], contact.value, words, label=contact.note)
        for contact in record.contacts
        if contact.channel in LINKS
    ]


def load(service, place_at, location, own):
    """The `ContactPart`s of a service at a location, each once. Only what is ours tells a website from our page."""
    holders = [service, place_at, location]
    people = [one for holder in holders for one in objects(holder, "contacts")]
    found = [_phone(one) for holder in (*holders, *people) for one in objects(holder, "phones")]
    found += [ContactPart(Channel.EMAIL, clean(one.get("email")), _purpose(one)) for one in people]
    found.append(ContactPart(Channel.EMAIL, clean(service.get("email"))))
    for channel, code in LINKS.items():
        found += [ContactPart(channel, value, label) for value, label in own.facts.get(code, ())]
    if not own.is_ours:
        virtual = location.get("location_type") == "virtual"
        found.append(ContactPart(Channel.WEBSITE, clean(service.get("url"))))
        found.append(ContactPart(Channel.ONLINE_LINK, clean(location.get("url")) if virtual else ""))
    return _once(found)


def _phone(phone):
    """A number; one that nobody speaks at is left out."""
    kind = one_line(phone.get("type")).lower()
    number = "" if kind in UNSPOKEN else one_line(phone.get("number")).strip('"')
    extension = one_line(phone.get("extension"))
    notes = [one_line(phone.get("description")), _("extension %(number)s") % {"number": extension} if extension else ""]
    return ContactPart(CHANNELS.get(kind, Channel.PHONE), number, one_line(", ".join(filter(None, notes)), NOTE))


def _purpose(contact):
    return one_line(contact.get("title") or contact.get("department"), NOTE)


def _once(contacts):
    """Each contact once; one that says nothing of what it is for is none beside the same that does."""
    found = {}
    for contact in contacts:
        if contact.value and len(contact.value) <= VALUE:
            known = {note for channel, value, note in found if (channel, value) == (contact.channel, contact.value)}
            if contact.note not in known and (contact.note or not known):
                found[contact.channel, contact.value, contact.note] = contact
    return list(found.values())
