"""What somebody who looks after a listing does with it, at `/manage/<key>/`."""

from groups.views.managing import coming, dates, evening, evening_acts, links, listing, offers, sections, team

__all__ = ["coming", "dates", "evening", "evening_acts", "links", "listing", "offers", "sections", "team"]
