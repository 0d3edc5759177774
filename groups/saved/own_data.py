"""What people keep here is theirs: given out to them, and gone with them."""

from groups.models import NewsLink, SavedListing, SavedSearch

COVERS = ["groups.SavedListing", "groups.SavedSearch", "groups.NewsLink"]


def export(user):
    """What `user` saved, oldest first; of the links in mails only when they were made."""
    listings = SavedListing.objects.filter(user=user).select_related("listing").order_by("pk")
    searches = SavedSearch.objects.filter(user=user).order_by("pk")
    return {
        "listings": [
            {
                "listing": one.listing.get_absolute_url(),
                "saved": one.created_at.isoformat(),
                "wants_notices": one.wants_notices,
            }
            for one in listings
        ],
        "searches": [
            {
                "search": one.query,
                "in_words": one.label,
                "saved": one.created_at.isoformat(),
                "wants_mail": one.wants_mail,
                "wants_names": one.wants_names,
                "last_mail": one.mailed_at and one.mailed_at.isoformat(),
            }
            for one in searches
        ],
        "links_in_mails": [made.isoformat() for made in made_links(user)],
    }


def made_links(user):
    return NewsLink.objects.filter(user=user).order_by("pk").values_list("created_at", flat=True)


def erase(user):
    """Nothing of it stays."""
    for model in (SavedListing, SavedSearch, NewsLink):
        model.objects.filter(user=user).delete()
