"""Giving back: who looks for helpers, how one begins, and courses and talks for everybody."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from groups import crisis, geocoding, needs, volunteering
from groups.choices import Facet
from groups.filters import ListingFilter
from groups.forms.giving import NearForm, StartForm
from groups.results import Results
from groups.views.search import country_bias

PAGE_SIZE = 20
SEARCHES = (
    (_("Courses"), _("Learn something, step by step, with others."), "kind=course"),
    (_("Courses for families"), _("Learn how to be there for somebody, and for yourself."), "kind=family-course"),
    (_("Open talks"), _("Somebody speaks, you just listen. Anybody may come."), "activity=talk&openness=anyone"),
    (_("Skills, in a group"), _("Practise what helps, such as calming down or sleeping."), "activity=skills-course"),
    (_("Family networks"), _("Families tell families how it is."), "kind=family-network"),
)
"""What against fear and wrong ideas there is to go to: heading, sentence, and the search that finds it."""


def place_of(request, text):
    """What a place text was understood as (a `Resolution`), or None without one."""
    return geocoding.resolve(text, country_bias=country_bias(request)) if text else None


def around(request, near):
    """What the pages with a place form say of the place: as typed, as understood, and crisis help there."""
    resolution = place_of(request, near)
    best = resolution and resolution.best
    country = best.country if best else next(iter(country_bias(request)), None)
    return {"near": near, "resolution": resolution, "place": best, "crisis": crisis.help_for(country)}


@require_safe
def helpers_wanted(request):
    """Who looks for helpers: near a place, or everywhere and newest first; and the other ways of giving back."""
    near, page = NearForm.asked(request.GET)
    context = around(request, near)
    point = context["place"] and context["place"].point.rounded()
    is_lost = bool(near) and point is None
    listings = volunteering.shown_near(point, timezone.localdate())
    shown = Paginator(listings.none() if is_lost else listings, PAGE_SIZE)
    context |= {"page": shown.get_page(page), "km": volunteering.NEAR_KM}
    return render(request, "groups/giving/helpers_wanted.html", context)


@require_safe
def facilitate(request):
    """What leading a group asks of somebody, and the first steps."""
    return render(request, "groups/giving/facilitate.html")


@require_safe
def start(request):
    """One page, to print: how to begin something small where there is nothing yet."""
    form = StartForm(request.GET)
    form.is_valid()
    context = around(request, form.cleaned_data.get("near", ""))
    topic = form.term()
    context |= {"topic": topic, "seen": seen(topic, context["place"])}
    return render(request, "groups/giving/start.html", context)


def seen(topic, place):
    """How often a topic was looked for in vain around a place in the last year, as far as that may be told, or None."""
    area = topic and place and needs.near(place.point)
    return needs.seen(area, Facet.TOPIC, topic.slug) if area else None


@require_safe
def learn(request):
    """Courses, talks and family networks, each with how many there are near a place."""
    near, _page = NearForm.asked(request.GET)
    context = around(request, near)
    return render(request, "groups/giving/learn.html", context | {"searches": prepared(context["place"])})


def prepared(place):
    """The prepared searches with their addresses and, near a place, with how many listings each finds."""
    now = timezone.now()
    for title, words, query in SEARCHES:
        asked = QueryDict(query, mutable=True)
        found = None
        if place:
            asked["near"] = place.label
            spot = QueryDict(query, mutable=True)
            spot["lat"], spot["lon"] = place.point.rounded()
            found = Results(ListingFilter(spot, now=now))
        yield {"title": title, "words": words, "query": asked.urlencode(), "found": found}
