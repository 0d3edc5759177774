"""The operations put together."""

from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI

from groups import problems
from groups.api.operations import dates, listings, searching, words

VERSION = "1.0"
api = NinjaAPI(
    title=_("Support Finder API"),
    version=VERSION,
    description=_(
        "The public directory as JSON: search it as people do, read one listing, ask for dates. No key is needed and "
        "pages of any site may ask. Only what everybody may see is answered."
    ),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
)
for part in (searching, listings, dates, words):
    api.add_router("", part.router)
problems.handle(api)
