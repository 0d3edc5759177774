"""How the site's own files are named and found once collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>from "(?P<url>\./[^"]+\.js)";)"""


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names by content, also where one of our scripts imports another.

    Django has a switch for that, but it reads the scripts of every app, some of which name files they do not bring.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", ((IMPORT, 'from "%(url)s";'),)))
