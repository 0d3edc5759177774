"""Records as one whole file of a BMLT list: meetings, the formats they use, and who answers for them."""

import json

from django.utils.translation import get_language

from groups.interop import bmlt_dump
from groups.interop.bmlt_words import own_formats
from groups.models import Term

ROOT = 1
AT_ONCE = 100


def dump(records, *, now, site=""):
    """Yield the text of a JSON file of `records` as they are at the aware moment `now`; `load` reads it back.

    Organizations are numbered as they come, so that the file is complete in itself.
    """
    formats, bodies, used = own_formats(Term.objects.lexicon()), {}, set()
    yield '{"meetings": ['
    yield from pieces(_meetings(records, formats, bodies, used, now, site))
    yield '], "formats": ['
    yield from pieces(formats.by_id[one].row(get_language() or "en", site) for one in sorted(used))
    yield '], "service_bodies": ['
    yield from pieces([root(site), *(body(number, part, site) for number, part in bodies.values())])
    yield "]}"


def pieces(rows):
    """The rows as JSON with commas between them, some at a time, so that each piece is worth sending."""
    lot, comma = [], ""
    for row in rows:
        lot.append(json.dumps(row))
        if len(lot) == AT_ONCE:
            yield comma + ",\n".join(lot)
            lot, comma = [], ",\n"
    if lot:
        yield comma + ",\n".join(lot)


def root(site, name=""):
    """The service body that all others belong to: the site itself."""
    return _body(ROOT, 0, name or site or "Support Finder", "RS", site, url=site, sort="site")


def body(number, part, site):
    """The service body of an organization (an `OrganizationPart`)."""
    more = {"url": part.website, "description": part.description, "organization_id": part.ref}
    return _body(number, ROOT, part.name, "AS", site, sort="organization", **more)


def source_body(number, name, url, site):
    """The service body of what was copied from another directory and that no organization answers for."""
    return _body(number, ROOT, name, "AS", site, url=url, sort="source")


def _body(number, parent, name, sort_code, site, *, sort, url="", description="", organization_id=""):
    """`sort` and `organization_id` are for programs that know our lists."""
    return {
        "id": str(number),
        "parent_id": str(parent),
        "name": name,
        "description": description,
        "type": sort_code,
        "url": url,
        "helpline": "",
        "world_id": "",
        "root_server_uri": site,
        "sort": sort,
        "organization_id": organization_id,
    }


def _meetings(records, formats, bodies, used, now, site):
    for record in records:
        if not (record.is_listing and record.is_published):
            continue
        held = formats.held(formats.tags_of(record), is_closed=bmlt_dump.is_closed(record, now))
        for row in bmlt_dump.rows(record, held, body=_number(record.organization, bodies), now=now, site=site):
            used |= {int(one) for one in row["format_shared_id_list"].split(",") if one}
            yield row


def _number(part, bodies):
    if part is None:
        return ROOT
    return bodies.setdefault(part.ref, (ROOT + 1 + len(bodies), part))[0]
