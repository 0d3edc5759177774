"""What published studies found of models of support."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.insights import evidence as published


@require_safe
def evidence(request):
    """The table by itself; no question is asked of the database."""
    return render(request, "groups/insights/evidence_page.html", {"evidence_models": published.models()})
