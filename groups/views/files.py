"""Files for other programs: all that a search finds as CSV, GeoJSON or a workbook, and the empty table to fill in."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import emails, feeds
from groups.interop import geojson
from groups.interop.tabular import csv_files, workbooks
from groups.views.search import read_search
from groups.views.streaming import of_everything, open_data

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@require_safe
@of_everything
def listings_csv(request):
    """Everything a search finds, a row each."""
    return streamed(request, csv_files.dump, CSV, "csv")


@require_safe
@of_everything
def listings_geojson(request):
    """Everything a search finds, a feature each."""
    return streamed(request, geojson.dump, "application/geo+json", "geojson")


@require_safe
@of_everything
def listings_xlsx(request):
    """The first rows of what a search finds as a workbook: it is made as a whole before it is sent."""
    file = b"" if request.method == "HEAD" else workbooks.dump(records(request))
    response = HttpResponse(file, content_type=XLSX, headers={"Access-Control-Allow-Origin": "*"})
    return named(response, of_today("xlsx"))


@require_safe
def template_csv(request):
    """The names of the columns, and one row that shows how they are meant."""
    return named(HttpResponse("".join(csv_files.template()), content_type=CSV), "listings-template.csv")


@require_safe
def template_xlsx(request):
    """The same as a workbook that explains the columns and offers the words that may stand in them."""
    return named(HttpResponse(workbooks.template(), content_type=XLSX), "listings-template.xlsx")


def records(request):
    return feeds.found(read_search(request), site=emails.absolute(""))


def streamed(request, dump, content_type, ending):
    """A file that is sent while it is made."""
    return open_data(request, dump(records(request)), content_type, filename=of_today(ending))


def of_today(ending):
    """The name of a file, after the day it was made."""
    return f"listings-{timezone.now():%Y-%m-%d}.{ending}"


def named(response, name):
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
