"""Who runs a service. HSDS knows no service without an organization: informal meetups share one that says so."""

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from groups.interop.hsds import ids
from groups.interop.hsds.attributes import filled
from groups.interop.reading import clean, one_line
from groups.interop.record import OrganizationPart

NOBODY = ids.named("organization", "")
"""The organization of what has none."""


def dump(organization):
    """An `OrganizationPart`, or None, as the fields of an organization that are one to one."""
    if organization is None:
        return {
            "id": NOBODY,
            "name": _("Unaffiliated peer group"),
            "description": _("Meetups that people run by themselves, without an organization behind them."),
        }
    return {
        "id": ids.of("organization", organization.ref),
        "name": organization.name,
        "description": organization.description or organization.name,
    } | filled({"website": iri_to_uri(organization.website)})


def load(organization):
    """The `OrganizationPart` of an organization; None where it stands for nobody or has no name."""
    name, ref = one_line(organization.get("name"), 200), one_line(organization.get("id"), 250)
    if not name or ref == NOBODY:
        return None
    description = clean(organization.get("description"))
    website = clean(organization.get("website") or organization.get("uri"))
    return OrganizationPart(ref or name, name, website, "" if description == name else description)
