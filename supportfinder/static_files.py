"""How the site's own files are named and found once collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>from "(?P<url>\./[^"]+\.js)";)"""


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Names by content, also where one of our scripts imports another.

    Django has a switch for that, but it reads the scripts of every app, some of which name files they do not bring.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", ((IMPORT, 'from "%(url)s";'),)))

    def stored_name(self, name):
        """As it was collected. Where nothing was, or the list of names is gone, it stays as it is: a page without its
        looks still tells whom to call, and `/healthz` says what is missing. Raises ValueError for any other unknown
        name.
        """
        return super().stored_name(name) if self.hashed_files else name
