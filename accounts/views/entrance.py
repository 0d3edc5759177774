"""The way in: allauth's page, which also learns where somebody wants to go who is half signed in."""

from allauth.account.internal.stagekit import stash_login, unstash_login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import login


def sign_in(request):
    """The page of signing in. Where a sign-in waits for its second factor, it leads to the page asked for since.

    allauth only keeps the one asked for before the password; `AccountAdapter.is_safe_url` refuses other sites.
    """
    target = get_next_redirect_url(request)
    waiting = unstash_login(request, peek=True) if target else None
    if waiting:
        waiting.redirect_url = target
        stash_login(request, waiting)
    return login(request)
