"""What somebody who looks after a listing does with it, at `/manage/<key>/`."""

from groups.views.managing import dates, links, listing, sections, team

__all__ = ["dates", "links", "listing", "sections", "team"]
