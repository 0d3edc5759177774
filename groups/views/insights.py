"""What helps, as published once a month: the page, its archive by month, and each of its tables as a file."""

import csv
import io
import re
from datetime import date

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups import insights
from groups.insights import drawing, evidence, exporting, tables
from groups.models.insights import MOST_HELPFUL

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@require_safe
def latest(request):
    """The figures of the last month; a calm page where there are none yet."""
    return render_page(request, insights.latest())


@require_safe
def of_month(request, month):
    """The figures of one month, as they were published."""
    return render_page(request, snapshot_or_404(month))


@require_safe
def file(request, month, figures, kind):
    """One table of a month: Graph 1, Chart 1 or Table 1, as CSV or JSON."""
    snapshot = snapshot_or_404(month)
    if figures not in exporting.TABLES or kind not in ("csv", "json"):
        raise Http404
    table = exporting.TABLES[figures](snapshot)
    if kind == "json":
        return JsonResponse(exporting.document(snapshot, figures, table))
    text = io.StringIO()
    csv.writer(text).writerows(exporting.lines(snapshot, table))
    headers = {"Content-Disposition": f'attachment; filename="{figures}-{month}.csv"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def snapshot_or_404(month):
    """The figures of a month written as `2026-03`."""
    parts = MONTH.fullmatch(month)
    snapshot = insights.snapshot_of(date(int(parts[1]), int(parts[2]), 1)) if parts else None
    if snapshot is None:
        raise Http404
    return snapshot


def render_page(request, snapshot):
    context = {"snapshot": snapshot, "evidence_models": evidence.models(), "months": insights.months()}
    return render(request, "groups/insights/page.html", context | (figures_of(snapshot) if snapshot else {}))


def figures_of(snapshot):
    """The three tables, and the drawings of those that have anything to draw."""
    graph, chart, programs = tables.graph(snapshot), tables.chart(snapshot), tables.programs(snapshot)
    return {
        "graph": graph,
        "scatter": drawing.scatter(graph) if graph and not graph.is_empty else None,
        "chart": chart,
        "bars": drawing.bars(chart, MOST_HELPFUL) if tables.has_means(chart) else None,
        "programs": programs,
        "forest": drawing.forest(programs) if programs else None,
    }
