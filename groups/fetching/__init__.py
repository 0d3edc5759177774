"""A file from an address that somebody typed: from public hosts only, within limits of time and size.

`guard` says which addresses may be asked, `wire` speaks to the very one that was checked, `asking` follows
redirects and reads the answer.
"""

from groups.fetching.asking import Fetched, FetchError, fetch
from groups.fetching.guard import RefusedAddressError, checked

__all__ = ["FetchError", "Fetched", "RefusedAddressError", "checked", "fetch"]
