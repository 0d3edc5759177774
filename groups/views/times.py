"""The times of a listing while somebody fills them in: the next dates, and one slot more or less."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groups.forms.times import TimesForm


@never_cache
@require_POST
def dates_preview(request):
    """A part of the page for the schedule editor: its slots after add, copy or remove, otherwise the coming dates.

    Open to everybody, as posting is. It reads the editor's own fields alone, and keeps nothing.
    """
    form = TimesForm(request.POST)
    template = "groups/posting/times.html#slots" if form.is_reshaped else "groups/posting/dates_preview.html"
    return render(request, template, {"form": form})
