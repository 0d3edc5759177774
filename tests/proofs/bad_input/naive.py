"""The site with careless views beside it: what they do wrong is what the guards of the others prevent."""

import csv
import io
import json
import re
from datetime import date

from django.http import HttpResponse
from django.urls import path

from accounts.models import User
from supportfinder import urls as site

handler400, handler403, handler404, handler500 = site.handler400, site.handler403, site.handler404, site.handler500
READS = {
    "page": int,
    "lat": lambda text: round(float(text)),
    "day": date.fromisoformat,
    "pattern": lambda text: re.search(text, "Tuesday Circle"),
    "q": lambda text: list(User.objects.filter(nickname=text)),
    "radius": lambda text: list(User.objects.filter(pk=int(text.partition(".")[0] or 0))),
}
"""What is read, and how not to."""


def believing(request, day=None):
    """Reads everything as it comes, and writes before it looks."""
    if day:
        date.fromisoformat(day)
    for name, read in READS.items():
        if name in request.GET:
            read(request.GET[name])
    if "Range" in request.headers:
        int(request.headers["Range"].partition("=")[2].partition("-")[0])
    if request.method == "POST":
        User.objects.filter(email="member@example.org").update(nickname=request.POST["name"] + "!")
        age = request.POST.get("age", "0")
        if age.strip() and not 0 <= int(age) < 130:
            return HttpResponse("No.", status=400)
    return HttpResponse("Yes.")


def body(request):
    """Reads JSON as it comes."""
    asked = json.loads(request.body)
    return HttpResponse(str(asked["q"]) + str(int(asked["page"])))


def file(request):
    """Reads a table as it comes."""
    rows = list(csv.reader(io.StringIO(request.FILES["file"].read().decode())))
    return HttpResponse(f"{len(rows)} rows, from {rows[1][0]}.")


def anew(request):
    """A form that says no and shows its fields as they were at first."""
    return HttpResponse("<p class=wrong>No.</p><textarea></textarea>")


urlpatterns = [
    path("naive/body/", body),
    path("naive/file/", file),
    path("naive/anew/", anew),
    path("naive/", believing),
    path("naive/<str:day>/", believing),
    *site.urlpatterns,
]
