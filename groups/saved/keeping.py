"""Keep and forget, one person at a time: whoever is in line waits, so that nobody keeps more than there is room for."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import erasures
from accounts.models import User
from groups.choices import Stop
from groups.models import Listing, SavedListing, SavedSearch

MOST_LISTINGS = 200
MOST_SEARCHES = 30


def listings_of(user, now):
    """What `user` saved, newest first, each with its listing and that one's next date at `now`; two questions.

    The listing may no longer be public; then nothing of it is to be shown.
    """
    kept = list(SavedListing.objects.filter(user=user).order_by("-created_at", "-pk"))
    listings = Listing.objects.with_next(now).select_related("kind", "place", "merged_into")
    by_pk = listings.in_bulk([one.listing_id for one in kept])
    for one in kept:
        one.listing = by_pk[one.listing_id]
    return kept


def searches_of(user):
    """The searches `user` saved, newest first."""
    return SavedSearch.objects.filter(user=user).order_by("-created_at", "-pk")


def is_saved(listing, user):
    """Whether `user` keeps `listing`; who is not signed in keeps nothing here."""
    return user.is_authenticated and SavedListing.objects.filter(user=user, listing=listing).exists()


@transaction.atomic
def save_listing(listing, *, by):
    """Keep `listing` for `by`; answers the `SavedListing`, also where they had it already.

    Raises ValidationError where they keep `MOST_LISTINGS`.
    """
    _hold(by)
    mine = SavedListing.objects.filter(user=by)
    kept = mine.filter(listing=listing).first()
    if kept:
        return kept
    if mine.count() >= MOST_LISTINGS:
        message = _("You have saved %(n)d already. Take some away first, and this one fits.")
        raise ValidationError(message, params={"n": MOST_LISTINGS})
    return SavedListing.objects.create(user=by, listing=listing)


@transaction.atomic
def save_search(query, label, *, by):
    """Keep a search for `by`: `query` as its address has it, `label` in words; answers the `SavedSearch`.

    Raises ValidationError where they keep `MOST_SEARCHES`, or where it is longer than what is kept.
    """
    _hold(by)
    mine = SavedSearch.objects.filter(user=by)
    kept = mine.filter(query=query).first()
    if kept:
        return kept
    if mine.count() >= MOST_SEARCHES:
        message = _("You have saved %(n)d searches already. Take some away first, and this one fits.")
        raise ValidationError(message, params={"n": MOST_SEARCHES})
    if len(query) > SavedSearch._meta.get_field("query").max_length:
        raise ValidationError(_("That search is too long to keep. Choose fewer things, and save it then."))
    return SavedSearch.objects.create(user=by, query=query, label=label)


def forget_listing(listing, *, by):
    """`by` keeps `listing` no longer; safe to repeat."""
    _forget(SavedListing.objects.filter(user=by, listing=listing))


def forget_search(search, *, by):
    """`by` keeps the `SavedSearch` no longer; safe to repeat."""
    _forget(SavedSearch.objects.filter(user=by, pk=search.pk))


@transaction.atomic
def forget_all(*, by):
    """`by` keeps nothing any more."""
    _forget(SavedListing.objects.filter(user=by))
    _forget(SavedSearch.objects.filter(user=by))


@transaction.atomic
def _forget(kept):
    erasures.note(kept)
    kept.delete()


def set_notices(listing, *, wants, by):
    """Whether `by` gets a mail when a date of a listing they saved changes."""
    SavedListing.objects.filter(user=by, listing=listing).update(wants_notices=wants)


def set_mail(search, *, wants, names=False, by):
    """Whether `by` hears, once a week at most, what is new to the `SavedSearch`; with `names` what it is called.

    What came before they asked for mails is not news.
    """
    mine = SavedSearch.objects.filter(user=by, pk=search.pk)
    if wants:
        mine.filter(wants_mail=False).update(looked_at=timezone.now())
    mine.update(wants_mail=wants, wants_names=wants and names)


def stop_mails(which, *, by):
    """No more mails of one sort (a `Stop`): about saved searches, or about dates of saved listings. What is saved
    stays. Safe to repeat."""
    if which == Stop.DATES:
        SavedListing.objects.filter(user=by).update(wants_notices=False)
    else:
        SavedSearch.objects.filter(user=by).update(wants_mail=False, wants_names=False)


@transaction.atomic
def take_over(listings, searches, *, by):
    """Keep for `by` what they kept on a device, newest first: `listings`, and `searches` as (query, label).

    Nobody asked for mails there, so none are sent. Answers the ids of the listings and the queries that `by` keeps
    now; what does not fit any more is left out.
    """
    _hold(by)
    longest = SavedSearch._meta.get_field("query").max_length
    places = [SavedListing(user=by, listing=one, wants_notices=False) for one in listings]
    found = [SavedSearch(user=by, query=query, label=label) for query, label in searches if len(query) <= longest]
    return (
        _add(SavedListing, places, "listing_id", MOST_LISTINGS, by),
        _add(SavedSearch, found, "query", MOST_SEARCHES, by),
    )


def _add(model, rows, name, most, user):
    """Write those of `rows` (newest first) that are new by their `name`, up to `most`; answers the names kept now."""
    held = set(model.objects.filter(user=user).values_list(name, flat=True))
    new = {getattr(row, name): row for row in rows if getattr(row, name) not in held}
    names = list(new)[: max(0, most - len(held))]
    model.objects.bulk_create([new[name] for name in reversed(names)], ignore_conflicts=True)
    return held.union(names)


def _hold(user):
    """Nobody else keeps anything for `user` until this is done."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
