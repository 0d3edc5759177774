"""What people with an account keep: listings and searches. Who has none keeps them on their own device (saved.js)."""

from groups.saved.keeping import (
    MOST_LISTINGS,
    MOST_SEARCHES,
    forget_all,
    forget_listing,
    forget_search,
    is_saved,
    listings_of,
    save_listing,
    save_search,
    searches_of,
    set_mail,
    set_notices,
    stop_mails,
    take_over,
)

__all__ = [
    "MOST_LISTINGS",
    "MOST_SEARCHES",
    "forget_all",
    "forget_listing",
    "forget_search",
    "is_saved",
    "listings_of",
    "save_listing",
    "save_search",
    "searches_of",
    "set_mail",
    "set_notices",
    "stop_mails",
    "take_over",
]
