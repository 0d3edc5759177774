"""What an area has and lacks, for planners: a page, and each of its tables for a spreadsheet or a program."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups import areas, needs
from groups.areas.area import TOWN_KM
from groups.areas.refresh import LEAST_PEOPLE, SEEN_KM
from groups.forms.areas import AreaForm
from groups.views.search import country_bias

LIMITS = {
    "people": LEAST_PEOPLE,
    "seen_km": SEEN_KM,
    "town_km": TOWN_KM,
    "searches": needs.LEAST,
    "large": needs.LARGE,
}
"""What the page says of how far its figures reach."""


@require_safe
def index(request):
    """Find an area by name, or choose a country."""
    form = AreaForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "text": text,
        "matches": areas.matches(text, country_bias(request)) if text else [],
        "countries": areas.countries(),
    }
    return render(request, "groups/areas/index.html", context)


@require_safe
def area(request, place):
    """Supply, reach, gaps and unmet searches of one area."""
    area = area_or_404(place)
    supply = areas.supply_of(area)
    context = {
        "area": area,
        "form": AreaForm(),
        "supply": supply,
        "rate": areas.per_people(supply.total, area.population),
        "tables": areas.tables(area, supply),
        "drawing": areas.drawing(area),
        "limits": LIMITS,
    }
    return render(request, "groups/areas/area.html", context)


@require_safe
def area_csv(request, place, table):
    """One table for a spreadsheet."""
    area = area_or_404(place)
    headers = {"Content-Disposition": f'attachment; filename="area-{place}-{table}.csv"'}
    text = areas.csv_lines(table_or_404(area, table))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def area_json(request, place, table):
    """One table for a program."""
    area = area_or_404(place)
    return JsonResponse(areas.plain(area, table_or_404(area, table)))


def area_or_404(place):
    area = areas.find(place)
    if area is None:
        raise Http404
    return area


def table_or_404(area, name):
    if name not in areas.TABLES:
        raise Http404
    return areas.table(area, name)
