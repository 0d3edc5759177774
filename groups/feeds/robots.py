"""Where programs that list pages may not go (RFC 9309): what nobody should find by a search engine."""

from django.conf import settings

IN_EVERY_LANGUAGE = (
    # Searches: their addresses hold what somebody looked for, and there is no end of them.
    *("/search/?*", "/search.", "/search/points.geojson", "/places.json", "/compare/", "/short-list/"),
    *("/giving-back/?*", "/giving-back/start/", "/insights/area/?*"),
    # Forms, single dates, files, and what is to be pressed by people.
    *("/sessions/", "/circle/", "/saved/", "/exit/"),
    *(f"/listings/*/{page}/" for page in ("report", "ask", "claim", "save", "tell", "together", "print", "poster")),
    *("/listings/*/hand-out.pdf", "/search/booklet/", "/feeds/*.pdf"),
    *("/post/", "/topic/", "/giving-back/topic/"),
    # What belongs to one person or one group, and what opens by a secret address.
    *("/accounts/", "/mine/", "/manage/", "/moderation/", "/invitation/", "/calendar/"),
    *("/bookings/", "/answer/", "/questions/", "/reports/", "/wishes/", "/stories/", "/pairs/", "/helped/"),
    *("/check-in/", "/sources/", "/embed/"),
)
FOR_PROGRAMS = (
    *("/admin/", "/outbox/", "/api/", "/hsds/", "/client_interface/", "/livez", "/healthz"),
    *(f"/feeds/*.{kind}" for kind in ("json", "csv", "geojson", "xlsx")),
)
"""What has one address: keys to the house, and the whole directory as data. Search engines have the pages."""

PREFIXES = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
CLOSED = (*(f"{prefix}{path}" for prefix in PREFIXES for path in IN_EVERY_LANGUAGE), *FOR_PROGRAMS)
"""The beginnings of paths; `*` stands for anything."""
