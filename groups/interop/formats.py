"""The one table of what can be imported: the command, the admin's form, uploads and sources all read it.

A new format is one line here, with the `load` of its own module.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.interop import bmlt, meeting_guide, samhsa
from groups.interop.hsds import files as hsds_files
from groups.interop.hsds import tabular as hsds_tables
from groups.interop.tabular import loading


class Format(NamedTuple):
    """`load(binary file)` yields Records or raises UnreadableFileError; `name`, `url` and `licence` are of the usual
    source, where there is one."""

    load: Callable
    title: str | Promise
    name: str
    url: str = ""
    licence: str = ""


FORMATS = {
    "samhsa": Format(
        samhsa.load,
        _("SAMHSA treatment facilities (CSV)"),
        name="SAMHSA directory of mental health treatment facilities",
        url="https://findtreatment.gov/",
        licence="Public domain (US government)",
    ),
    "bmlt": Format(bmlt.load, _("BMLT meetings (JSON)"), name="BMLT meeting list"),
    "meeting-guide": Format(meeting_guide.load, _("Meeting Guide meetings (JSON)"), name="Meeting Guide list"),
    "table": Format(loading.load, _("A table: CSV, .xlsx or GeoJSON with our columns"), name="Table of listings"),
    "hsds": Format(hsds_files.load, _("HSDS services (JSON or NDJSON)"), name="HSDS directory"),
    "hsds-csv": Format(hsds_tables.load, _("HSDS tables (zip of CSV files)"), name="HSDS directory"),
}


def choices():
    """`(name, title)` of every format, for a form."""
    return [(name, file_format.title) for name, file_format in FORMATS.items()]
