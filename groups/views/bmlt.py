"""The questions that clients of a BMLT server ask, answered from our listings: for everybody, from every page."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groups.bmlt import writing
from groups.bmlt.answers import Answers
from groups.forms.bmlt import BmltForm
from groups.views.streaming import open_data, refusal

CONTENT_TYPES = {
    "json": "application/json",
    "jsonp": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
def semantic(request, shape):
    """One answer as JSON, as a script or as a table. What cannot be understood is answered with an empty list."""
    form = BmltForm(request.GET)
    is_valid = form.is_valid()
    if shape == "jsonp" and not form.has_callback:
        return for_every_page(
            HttpResponse(_("The callback has to be a plain name."), status=400, content_type="text/plain")
        )
    if is_valid and form.is_for_everything and (answer := refusal(request)):
        return answer
    site = request.build_absolute_uri("/").removesuffix("/")
    parts = Answers(form, now=timezone.now(), site=site).parts() if is_valid else [(None, [])]
    texts = {
        "json": writing.as_json,
        "jsonp": lambda parts: writing.as_script(parts, form.cleaned_data["callback"]),
        "csv": writing.as_table,
    }
    return open_data(request, texts[shape](parts), CONTENT_TYPES[shape])


def for_every_page(response):
    """Pages of any site may read it; it holds nothing of who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
