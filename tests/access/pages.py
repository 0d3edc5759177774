"""Which pages there are for whom: every address of the table of access, so that a new one is in by itself."""

from django.conf import settings
from django.urls import translate_url

from tests.access.cells import path_of
from tests.access.matrix import EVERY_ROW
from tests.access.stage import ROLES as STAGE_ROLES

ROLES = {"anonymous": "anonymous", "member": "member", "facilitator": "owner", "moderator": "moderator"}
"""Who looks, and what they are called on the stage."""
SEARCHES = {
    "search near": "/search/?near=Hackney",
    "search in vain": "/search/?near=Hackney&topic=gambling&radius=1&weekday=SU&time=night&kind=clinic",
    "search nowhere": "/search/?near=zzzzqqq",
    "insights-areas of a country": "/insights/areas/?country=GB",
    "help in a country": "/help-now/?country=GB",
    "nothing here": "/nothing-here/",
}
"""Pages that an address shows only when it is asked something."""


SWITCHED_ON = ("session-company", "check-in", "manage-offers")
"""Pages that the table of access has as not there: only some operators have them."""


def everything(stage, role):
    """`{name: path}` of what the table of access lets `role` see. Django's own admin is not ours.

    Some of it is no page but a file, which shows when it is opened.
    """
    rows = {name: row for name, row in EVERY_ROW.items() if not name.startswith("admin:")}
    if role != "facilitator":
        rows = {name: row for name, row in rows.items() if " by link" not in name}
    column = STAGE_ROLES.index(ROLES[role])
    names = [name for name, (get, _) in rows.items() if get[column] == "P" or name in SWITCHED_ON]
    return {name: path_of(name, stage.a) for name in names} | SEARCHES


def in_language(paths, language):
    """The same pages in another language, without those that are in one language only, such as those for programs."""
    if language == settings.LANGUAGE_CODE:
        return paths
    others = {name: translate_url(path, language) for name, path in paths.items()}
    return {name: path for name, path in others.items() if path != paths[name]}
