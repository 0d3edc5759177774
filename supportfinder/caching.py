"""Who may keep a copy of a page, and for how long: one table, and nobody keeps what is not in it.

A phone may be shared, so what somebody types is kept nowhere. The address of a search holds what they look for: their
own browser, whose history holds that address anyway, may keep the answer, a proxy may not. Listings change when it
matters most, as when tonight is cancelled: a copy is used only after we were asked whether it is still right.
"""

from django.utils.cache import patch_vary_headers

NOBODY = "no-store, private"
OWN_BROWSER_ASKS = "no-cache, private"
EVERYBODY_ASKS = "no-cache, public"
OWN_BROWSER = "max-age=300, private"
EVERYBODY = "max-age=300, public"
EVERYBODY_FOR_A_DAY = "max-age=86400, public"

KEPT = {
    # A search, which tells what somebody looks for. The points of a map are asked for by a search by POST too, whose
    # addresses are to stay nowhere; so are they, and so is what is typed for `places`.
    "search": OWN_BROWSER_ASKS,
    "search-geojson": OWN_BROWSER_ASKS,
    "search-calendar": OWN_BROWSER_ASKS,
    "listings-csv": OWN_BROWSER_ASKS,
    "listings-geojson": OWN_BROWSER_ASKS,
    "listings-xlsx": OWN_BROWSER_ASKS,
    "booklet": OWN_BROWSER_ASKS,
    "booklet-pdf": OWN_BROWSER_ASKS,
    "bmlt-json": OWN_BROWSER_ASKS,
    "bmlt-jsonp": OWN_BROWSER_ASKS,
    "bmlt-csv": OWN_BROWSER_ASKS,
    "api:search": OWN_BROWSER_ASKS,
    "api:search-dates": OWN_BROWSER_ASKS,
    # What somebody picked from it.
    "compare": OWN_BROWSER_ASKS,
    "short-list": OWN_BROWSER_ASKS,
    # The search in a frame, and the page where it is chosen; its colours and its script are the same for everybody.
    "embed": OWN_BROWSER_ASKS,
    "embed-make": OWN_BROWSER_ASKS,
    "embed-colours": EVERYBODY_FOR_A_DAY,
    "embed-script": EVERYBODY_FOR_A_DAY,
    # A listing, which may be called off, changed or hidden at any moment.
    "listing-detail": EVERYBODY_ASKS,
    "listing-print": EVERYBODY_ASKS,
    "listing-handout": EVERYBODY_ASKS,
    "listing-poster": EVERYBODY_ASKS,
    "listing-cards": EVERYBODY_ASKS,
    "listing-calendar": EVERYBODY_ASKS,
    "session-calendar": EVERYBODY_ASKS,
    "api:listing": EVERYBODY_ASKS,
    "api:listing-dates": EVERYBODY_ASKS,
    # First visits told there, which their writers can erase; and what moderators wrote.
    "stories": EVERYBODY_ASKS,
    "you-said": EVERYBODY_ASKS,
    # A place that somebody named.
    "giving-back": OWN_BROWSER_ASKS,
    "start-one": OWN_BROWSER_ASKS,
    "learn": OWN_BROWSER_ASKS,
    # Crisis lines by the languages of the browser. A proxy that mixes those up would name the wrong country's.
    "home": OWN_BROWSER,
    "help-now": OWN_BROWSER,
    "offline": OWN_BROWSER,
    # Figures of an area, which change at night; what is typed to find one stays with who typed it.
    "insights-areas": OWN_BROWSER,
    "insights-area": EVERYBODY,
    "insights-area-csv": EVERYBODY,
    "insights-area-json": EVERYBODY,
    # The same words for everybody.
    "insights-evidence": EVERYBODY,
    # The directory as data, by the same rule as a listing; what is looked for in it stays with who looks.
    "hsds": EVERYBODY,
    "hsds-openapi": EVERYBODY,
    "hsds-profile": EVERYBODY,
    "hsds-services": OWN_BROWSER_ASKS,
    "hsds-service": EVERYBODY_ASKS,
    "hsds-organizations": OWN_BROWSER_ASKS,
    "hsds-organization": EVERYBODY_ASKS,
    "hsds-places": OWN_BROWSER_ASKS,
    "hsds-place": EVERYBODY_ASKS,
    "hsds-taxonomies": EVERYBODY,
    "hsds-taxonomy": EVERYBODY,
    "hsds-terms": EVERYBODY,
    "hsds-term": EVERYBODY,
    # Published once a month, and taken back at once where a listing is.
    "insights": EVERYBODY_ASKS,
    "insights-month": EVERYBODY_ASKS,
    "insights-file": EVERYBODY_ASKS,
    # The directory for other programs. What a search asks for stands in the address.
    "feed-meeting-guide": OWN_BROWSER,
    "feed-meeting-guide-report": OWN_BROWSER,
    "feed-new": OWN_BROWSER,
    "feeds": EVERYBODY,
    "sitemap": EVERYBODY,
    "sitemap-pages": EVERYBODY,
    "sitemap-listings": EVERYBODY,
    "robots": EVERYBODY_FOR_A_DAY,
    "api:words": EVERYBODY,
    "api:reference": EVERYBODY,
    "api:openapi": EVERYBODY,
    # An empty table.
    "template-csv": EVERYBODY,
    "template-xlsx": EVERYBODY,
    "about": EVERYBODY,
    "privacy": EVERYBODY,
    "terms": EVERYBODY,
    "policy": EVERYBODY,
    "safety": EVERYBODY,
    "going-along": EVERYBODY,
    "saved": EVERYBODY,
    "offline-worker": EVERYBODY_ASKS,
    "facilitate": EVERYBODY,
    "topic-thanks": EVERYBODY,
    "story-erased": EVERYBODY,
    "favicon": EVERYBODY_FOR_A_DAY,
}
"""The `Cache-Control` of an answer to GET by the name of its address."""

VARIES_BY = ("Accept-Language", "Accept-Encoding", "Cookie")
LASTING = (200, 301)


def keeping(get_response):
    """Write into every answer who may keep it, unless its view has done so (see `rule_for`)."""

    def middleware(request):
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = rule_for(request, response)
        if "no-store" not in response["Cache-Control"]:
            patch_vary_headers(response, VARIES_BY)
        return response

    return middleware


def rule_for(request, response):
    """What `KEPT` says of the address; nobody keeps a failure, what was posted, or what was made for one visitor."""
    name = request.resolver_match.view_name if request.resolver_match else None
    is_for_anybody = request.method in ("GET", "HEAD") and response.status_code in LASTING
    return KEPT.get(name, NOBODY) if is_for_anybody and not is_for_one(response) else NOBODY


def is_for_one(response):
    """Whether a page was made for one visitor: it sets a cookie, as every form with a token does, or it allows a
    script by a number that must not be used twice. (Of who has a session, `accounts.middleware` keeps nothing.)"""
    return bool(response.cookies) or "'nonce-" in response.get("Content-Security-Policy", "")
