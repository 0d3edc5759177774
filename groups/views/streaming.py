"""Answers that are written while they are read, for data of any size."""

from contextvars import copy_context
from functools import wraps

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from groups import limits

ACTION = "dumping"
CHUNK = 2**16
"""So many letters at least are sent, and packed, together."""


def of_everything(view):
    """`view`, whose answer may hold the whole directory, as often as `settings.LIMITS` allows."""

    @wraps(view)
    def limited(request, *args, **kwargs):
        return refusal(request) or view(request, *args, **kwargs)

    return limited


def refusal(request):
    """The answer to who asked for the whole directory too often, or None; this time is counted.

    It takes seconds of work for each ten thousand listings. Who asks for the head alone gets nothing that was made.
    """
    if request.method != "GET":
        return None
    budget = limits.spend(request, ACTION)
    if budget.left >= 0:
        return None
    sentence = _("You asked for the whole list very often. Please ask again in %(seconds)d seconds.")
    headers = {
        "Retry-After": str(budget.ends_in),
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Retry-After",
    }
    text = sentence % {"seconds": budget.ends_in}
    return HttpResponse(text, status=429, content_type="text/plain; charset=utf-8", headers=headers)


def open_data(request, texts, content_type, *, filename=""):
    """A streamed answer made of `texts`, for any program on any site; with a `filename` browsers keep it as a file.

    They are read after the view is done, yet in its surroundings: the same language, and the database that was
    chosen for its address. Who asks for the head alone gets none of them, and nothing is read.
    """
    texts = in_chunks(in_context(texts)) if request.method == "GET" else ()
    response = StreamingHttpResponse(texts, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    if filename:
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def in_context(texts):
    """`texts`, each made as if the view was still under way."""
    context, texts = copy_context(), iter(texts)
    while (text := context.run(next, texts, None)) is not None:
        yield text


def in_chunks(texts):
    """`texts` put together, so that not every row is a parcel of its own."""
    waiting, size = [], 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size >= CHUNK:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)


def json_array(rows, dumps):
    """The text of a JSON array, row by row; `dumps` writes one."""
    yield "["
    before = ""
    for row in rows:
        yield before + dumps(row)
        before = ",\n"
    yield "]\n"
