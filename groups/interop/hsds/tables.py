"""Which object of HSDS holds which others, and the same as tables: nested objects taken apart and put together."""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _

from groups.interop.reading import UnreadableFileError

MOST = 10_000_000
"""Objects put together at most: tables may name the same rows again and again."""
MOST_AT_ONCE = 50_000
"""Of these in one service, which is in memory as a whole; the others come and go."""


class Many(NamedTuple):
    """A list of objects that have a table of their own, in which the column `key` names the object they are in."""

    table: str
    key: str


class One(NamedTuple):
    """An object with a table of its own that the column `key` of the holder names."""

    table: str
    key: str


COMMON = {"attributes": Many("attributes", "link_id"), "metadata": Many("metadata", "resource_id")}
PLAIN = {*COMMON, "taxonomy_terms", "taxonomies"}
"""Tables of what says something of the others. These have none of `COMMON`: a row that belongs to itself has no end."""
NESTS = {
    "services": {
        "organization": One("organizations", "organization_id"),
        "phones": Many("phones", "service_id"),
        "contacts": Many("contacts", "service_id"),
        "schedules": Many("schedules", "service_id"),
        "languages": Many("languages", "service_id"),
        "cost_options": Many("cost_options", "service_id"),
        "service_at_locations": Many("service_at_locations", "service_id"),
    },
    "service_at_locations": {
        "location": One("locations", "location_id"),
        "phones": Many("phones", "service_at_location_id"),
        "contacts": Many("contacts", "service_at_location_id"),
        "schedules": Many("schedules", "service_at_location_id"),
    },
    "locations": {
        "addresses": Many("addresses", "location_id"),
        "accessibility": Many("accessibility", "location_id"),
        "phones": Many("phones", "location_id"),
        "contacts": Many("contacts", "location_id"),
    },
    "contacts": {"phones": Many("phones", "contact_id")},
    "attributes": {"taxonomy_term": One("taxonomy_terms", "taxonomy_term_id")},
    "taxonomy_terms": {"taxonomy_detail": One("taxonomies", "taxonomy_id")},
}
COLUMNS = {
    "organizations": "id name alternate_name description email website",
    "services": "id organization_id name alternate_name description url email status interpretation_services "
    "application_process fees_description wait_time eligibility_description minimum_age maximum_age assured_date alert "
    "last_modified",
    "service_at_locations": "id service_id location_id description",
    "locations": "id location_type url name alternate_name description transportation latitude longitude",
    "addresses": "id location_id address_1 address_2 city region state_province postal_code country address_type",
    "schedules": "id service_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq "
    "interval byday byweekno bymonthday byyearday description opens_at closes_at attending_type notes",
    "phones": "id service_id service_at_location_id location_id contact_id number extension type description",
    "contacts": "id service_id service_at_location_id location_id title department email",
    "languages": "id service_id name code note",
    "accessibility": "id location_id description details url",
    "cost_options": "id service_id option currency amount amount_description",
    "attributes": "id link_id link_entity link_type taxonomy_term_id value label",
    "taxonomy_terms": "id code name description parent_id taxonomy language taxonomy_id",
    "taxonomies": "id name description uri version",
    "metadata": "id resource_id resource_type last_action_date last_action_type field_name previous_value "
    "replacement_value updated_by",
}
COLUMNS = {table: tuple(names.split()) for table, names in COLUMNS.items()}
SINGULAR = {"service_at_location": "service_at_locations"}
"""What the standard's own sample calls a file."""


def nests(table):
    return (COMMON if table not in PLAIN else {}) | NESTS.get(table, {})


def rows(table, thing):
    """Yield `(table, row)` for an object and for everything in it."""
    row = {name: value for name, value in thing.items() if name in COLUMNS[table]}
    for name, nest in nests(table).items():
        if name not in thing:
            continue
        if isinstance(nest, One):
            row[nest.key] = thing[name]["id"]
            yield from rows(nest.table, thing[name])
        else:
            for one in thing[name]:
                yield from rows(nest.table, {nest.key: thing["id"]} | one)
    yield table, row


class Index:
    """Rows of all tables, found by their id and by what they belong to."""

    def __init__(self, tables):
        self.tables, self.made, self.begun_at = tables, 0, 0
        self.by_id = {name: {row["id"]: row for row in found if row.get("id")} for name, found in tables.items()}
        self.belonging = defaultdict(list)
        for nest in {nest for table in COLUMNS for nest in nests(table).values() if isinstance(nest, Many)}:
            for row in tables.get(nest.table, ()):
                if row.get(nest.key):
                    self.belonging[nest, row[nest.key]].append(row)

    def objects(self, table):
        """The objects of one table with everything that belongs to them in them."""
        for row in self.tables.get(table, ()):
            self.begun_at = self.made
            yield self.nested(table, row)

    def nested(self, table, row):
        """One object with all in it. Raises UnreadableFileError where the tables make too many of them."""
        self.made += 1
        if self.made > MOST or self.made - self.begun_at > MOST_AT_ONCE:
            raise UnreadableFileError(_("The tables of this zip name the same rows too often."))
        thing = dict(row)
        for name, nest in nests(table).items():
            if isinstance(nest, One):
                one = self.by_id.get(nest.table, {}).get(row.get(nest.key))
                found = one and self.nested(nest.table, one)
            else:
                found = [self.nested(nest.table, one) for one in self.belonging.get((nest, row.get("id")), ())]
            if found:
                thing[name] = found
        return thing
