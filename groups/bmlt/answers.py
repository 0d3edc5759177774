"""Each answer as its parts: `(name, rows)`, the one part of a bare list without a name. Rows come as they are read."""

from functools import reduce
from itertools import groupby
from operator import itemgetter, or_

from django.conf import settings
from django.db.models import Max, Min
from django.utils import translation
from django.utils.translation import gettext as _

from groups import outgoing
from groups.bmlt import bodies
from groups.bmlt.meetings import Meetings, falls_on
from groups.forms.bmlt import Question
from groups.interop import bmlt_dump
from groups.interop.bmlt_fields import DISTANCES, FIELDS
from groups.interop.bmlt_rows import WEEKDAYS
from groups.interop.bmlt_words import CLOSED, NTH
from groups.models import Listing, Schedule
from groups.models.fields import Unnest
from groups.models.many import one_of

VERSION = (4, 0, 0)
"""The release of that server whose questions we answer."""
BATCH = 500
ALWAYS = {CLOSED.id, *(one.id for one in NTH.values())}
FAR_OUT_ZOOM = "6"


class Answers:
    """The answers to a valid `BmltForm` at the aware moment `now`; `site` is our own address without a path."""

    def __init__(self, form, *, now, site):
        self.form, self.asked, self.now, self.site = form, form.cleaned_data, now, site
        self.meetings = Meetings(form, now)
        self.formats = self.meetings.formats
        languages = dict(settings.LANGUAGES)
        self.lang = self.asked["lang_enum"] if self.asked["lang_enum"] in languages else settings.LANGUAGE_CODE

    def parts(self):
        """The parts of the answer. What has to be looked for has been found when this returns."""
        answers = {
            Question.SERVER: self.server,
            Question.SEARCH: self.search,
            Question.FORMATS: self.all_formats,
            Question.BODIES: self.bodies,
            Question.KEYS: self.keys,
            Question.VALUES: self.values,
            Question.AREA: self.area,
        }
        answer = answers.get(self.asked["switcher"])
        return answer() if answer else [(None, [])]

    def search(self):
        """The meetings, and with `get_used_formats` the formats of all of them too, or these alone."""
        ids, used = self.meetings.ids(), set()
        rows = self.rows(ids, used)
        formats = self.format_rows(lambda one: one.id in used)
        if self.asked["get_formats_only"]:
            return [("formats", after(rows, formats))]
        rows = map(self.only_asked, rows)
        return [("meetings", rows), ("formats", formats)] if self.asked["get_used_formats"] else [(None, rows)]

    def rows(self, ids, used):
        """Yield the meetings of these numbers in their order; `used` learns the numbers of their formats."""
        for begin in range(0, len(ids), BATCH):
            with translation.override(self.lang):
                found = self.read(ids[begin : begin + BATCH])
            for row in found:
                used.update(int(one) for one in row["format_shared_id_list"].split(",") if one)
            yield from found

    def read(self, ids):
        """Meetings as rows; one that has gone since its number was found is left out."""
        keys = {one // bmlt_dump.NUMBERS_FOR_DAYS for one in ids}
        slots = Schedule.objects.filter(one_of("pk", keys))
        listings = Listing.objects.for_feeds().filter(pk__in=slots.values("listing"))
        found = {row["id_bigint"]: row for one in outgoing.with_parts(listings, self.now) for row in self.of(one)}
        return [found[str(one)] for one in ids if str(one) in found]

    def of(self, listing):
        """All meetings of a listing that was read by `outgoing.with_parts`."""
        record = outgoing.record(listing, site=self.site, now=self.now)
        formats = self.formats.held(listing.tags, is_closed=bmlt_dump.is_closed(record, self.now))
        body = bodies.number_of(listing)
        rows = bmlt_dump.rows(record, formats, body=body, now=self.now, site=self.site)
        point = self.meetings.point
        return (bmlt_dump.with_distance(row, point) for row in rows) if point else rows

    def only_asked(self, row):
        """The fields of a row that are asked for, in that order; all of them where none is."""
        names = self.asked["data_field_key"]
        return {name: row[name] for name in names if name in row} if names else row

    def all_formats(self):
        """The formats, by number or key; without either those that something has, with `show_all` all of them."""
        (wanted, unwanted), keys = self.asked["format_ids"], self.asked["key_strings"]
        if wanted or keys:
            return [(None, self.format_rows(lambda one: one.id in wanted or one.key in keys))]
        known = None if self.asked["show_all"] else self.formats_in_use()
        return [(None, self.format_rows(lambda one: one.id not in unwanted and is_among(one, known)))]

    def formats_in_use(self):
        """Numbers of the words that some listing has, and of what every list needs."""
        tags = Listing.objects.for_feeds().annotate(tag=Unnest("tags")).values_list("tag", flat=True).distinct()
        return set(tags) | ALWAYS

    def format_rows(self, is_in):
        """Yield those formats that `is_in` says yes to when it comes to them, in the language asked for."""
        for one in self.formats.by_id.values():
            if is_in(one):
                with translation.override(self.lang):
                    row = one.row(self.lang, self.site)
                yield row

    def bodies(self):
        asked = self.asked
        rows = bodies.rows(
            asked["services"],
            is_recursive=asked["recursive"],
            with_parents=asked["parents"],
            site=self.site,
            name=_("Support Finder"),
        )
        return [(None, rows)]

    def keys(self):
        """All fields, and what they hold."""
        with translation.override(self.lang):
            return [(None, [{"key": name, "description": str(told)} for name, told in (FIELDS | DISTANCES).items()])]

    def values(self):
        """The values of a field, each with the numbers of the meetings that have it; of any of `specific_formats`
        alone, unless `all_formats` are to count."""
        name = self.asked["meeting_key"]
        if self.asked["specific_formats"].wanted and not self.asked["all_formats"]:
            self.asked |= {"formats": self.asked["specific_formats"], "formats_comparison_operator": "OR"}
        return [(None, self.grouped(name, self.meetings.values_of(name)))]

    def grouped(self, name, pairs):
        for value, same in groupby(pairs, key=itemgetter(0)):
            yield {name: value, "ids": ",".join(str(number) for _value, number in same)}

    def corners(self):
        """The north-west and the south-east corner of all positions, as texts; 0 where there is none."""
        ends = {f"{end.name.lower()}_{axis}": end(axis) for end in (Min, Max) for axis in ("lat", "lon")}
        found = Listing.objects.for_feeds().aggregate(**ends)
        return {name: found[name] or 0.0 for name in ends}

    def area(self):
        found = self.corners()
        corners = {
            "nw_corner_longitude": str(found["min_lon"]),
            "nw_corner_latitude": str(found["max_lat"]),
            "se_corner_longitude": str(found["max_lon"]),
            "se_corner_latitude": str(found["min_lat"]),
        }
        return [(None, [corners])]

    def server(self):
        """What we are, and how many of our slots are in no meeting because no weekday can say them."""
        ends = self.corners()
        live = Schedule.objects.live().filter(listing__in=Listing.objects.for_feeds().values("pk"))
        said = reduce(or_, (falls_on(letters, self.now) for letters in WEEKDAYS))
        row = {
            "version": ".".join(map(str, VERSION)),
            "versionInt": "{}{:03}{:03}".format(*VERSION),
            "langs": ",".join(code for code, _name in settings.LANGUAGES),
            "nativeLang": settings.LANGUAGE_CODE,
            "centerLongitude": str((ends["min_lon"] + ends["max_lon"]) / 2),
            "centerLatitude": str((ends["min_lat"] + ends["max_lat"]) / 2),
            "centerZoom": FAR_OUT_ZOOM,
            "defaultDuration": "01:00:00",
            "regionBias": settings.DEFAULT_COUNTRY.lower(),
            "charSet": "UTF-8",
            "distanceUnits": "km",
            "semanticAdmin": "0",
            "emailEnabled": "0",
            "emailIncludesServiceBodies": "0",
            "changesPerMeeting": "0",
            "meeting_states_and_provinces": "",
            "meeting_counties_and_sub_provinces": "",
            "available_keys": ",".join(FIELDS),
            "google_api_key": "",
            "aggregator_mode_enabled": "0",
            "slots_left_out": str(live.exclude(said).count()),
        }
        return [(None, [row])]


def is_among(one, known):
    """Whether a format is one of those `known` by a number or a word (None: any is)."""
    return known is None or not known.isdisjoint({one.id, *one.tags})


def after(rows, others):
    """Yield `others` once all of `rows` have been read."""
    for _row in rows:
        pass
    yield from others
