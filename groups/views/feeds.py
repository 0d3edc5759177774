"""The directory for other programs, and what search engines and feed readers ask for."""

import json
from collections import Counter
from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groups import feeds
from groups.feeds import robots as rules
from groups.feeds import sitemaps
from groups.feeds.ways import WAYS
from groups.interop import atom, meeting_guide, sitemap
from groups.models import ImportSource
from groups.views.search import read_search
from groups.views.streaming import json_array, of_everything, open_data

XML = "application/xml; charset=utf-8"
dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def site_of(request):
    """The address of this site, as it was asked for, without a slash at its end."""
    return request.build_absolute_uri("/")[:-1]


@require_safe
def index(request):
    """Every way to read the directory by a program: where, what it holds, what it leaves out."""
    figures = feeds.figures()
    context = {
        "figures": figures,
        "left_out": [(reason.label, figures["left_out"].get(reason, 0)) for reason in meeting_guide.LeftOut],
        "ways": WAYS,
        "sources": ImportSource.objects.filter(listings__isnull=False).distinct().order_by("name", "pk"),
        "site": site_of(request),
    }
    return render(request, "groups/feeds/index.html", context)


@require_safe
@of_everything
def meeting_guide_list(request):
    """The listings of a search as a Meeting Guide list."""
    search = read_search(request)
    rows = meeting_guide.dump(feeds.found(search, site=site_of(request)), now=search.now)
    return open_data(request, json_array(rows, dumps), "application/json")


@require_safe
@of_everything
def meeting_guide_report(request):
    """What that list holds and leaves out, counted row by row: for a search as large as the list itself to make."""
    search = read_search(request)
    return open_data(request, report(search, site_of(request)), "application/json")


def report(search, site):
    """The text of the report: listings and rows in the list, and by `LeftOut` what is not. Rows of one listing follow
    each other."""
    left_out = Counter()
    rows = meeting_guide.dump(feeds.found(search, site=site), now=search.now, left_out=left_out)
    sizes = [len(list(of_one)) for _url, of_one in groupby(rows, key=itemgetter("url"))]
    yield dumps({"listings": len(sizes), "rows": sum(sizes), "left_out": left_out}) + "\n"


@require_safe
def new_listings(request):
    """The newest listings of a search, for a feed reader."""
    search, site = read_search(request), site_of(request)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    words = " · ".join(words for _name, words in search.chosen_in_words())
    content = atom.dump(
        feeds.newest(search, site=site),
        title=_("New support: %(search)s") % {"search": words} if words else _("New support"),
        page=f"{site}{reverse('search')}{query}",
        address=f"{site}{request.path}{query}",
        site=settings.SITE_URL,
    )
    request.headers_along = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
def sitemap_index(request):
    """The list of all sitemaps."""
    parts = [(reverse("sitemap-pages"), None)]
    parts += [(reverse("sitemap-listings", args=[number]), changed_at) for number, changed_at in sitemaps.files()]
    return open_data(request, sitemap.index(whole(request, parts)), XML)


@require_safe
def sitemap_pages(request):
    """The pages that are the same for everybody."""
    return open_data(request, sitemap.urlset(whole(request, sitemaps.pages())), XML)


@require_safe
def sitemap_listings(request, number):
    """The listings of one file."""
    if not sitemaps.has(number):
        raise Http404
    return open_data(request, sitemap.urlset(whole(request, sitemaps.listings(number))), XML)


def whole(request, rows):
    """Pairs whose first is a path, with the address of this site before it."""
    site = site_of(request)
    return ((site + path, changed_at) for path, changed_at in rows)


@require_safe
def robots(request):
    """Where programs that list pages may not go: searches, what is behind secret links, and what is for one person."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in rules.CLOSED), ""]
    lines += [f"Sitemap: {site_of(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
