"""Pages that say how things are: help now, about, privacy, terms, policy; and pages for when something fails."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from groups import crisis, problems
from groups.forms.country import CountryForm
from groups.models import ImportSource
from groups.views.embedding import failed, is_frame
from groups.views.search import country_bias
from supportfinder import retention

READ_ONLY = "25006"  # PostgreSQL's number of an error: such as a server that follows another one


@require_safe
def help_now(request):
    """Crisis lines, warmlines and emergency numbers of one country; works while the database is down."""
    form = CountryForm(request.GET)
    asked = form.cleaned_data["country"] if form.is_valid() else ""
    country = asked or next(iter(country_bias(request)), None)
    return render(request, "groups/pages/help_now.html", {"crisis": crisis.help_for(country), "form": form})


@require_safe
def about(request):
    """What this is, where its listings come from, and whom to thank."""
    return render(request, "groups/pages/about.html", {"sources": ImportSource.objects.order_by("name", "pk")})


@require_safe
def privacy(request):
    """What is kept and what is not; it says so where the operator has named services of others."""
    context = {
        "operator_email": settings.OPERATOR_EMAIL,
        "asks_others": bool(settings.GEOCODER or settings.MAP_TILES_URL),
        "marks_writers": bool(settings.REPLICA_URL),
        "bookings_kept": settings.BOOKINGS_KEEP_DAYS,
        "members_offer": settings.MEMBER_OFFERS,
        "codes_kept": settings.ANSWER_CODES_KEEP_DAYS,
        "has_check_ins": bool(settings.CHECK_INS_ANSWERED_BY),
        "kept": retention.told(),
    }
    return render(request, "groups/pages/privacy.html", context)


@require_safe
def terms(request):
    return render(request, "groups/pages/terms.html", {"operator_email": settings.OPERATOR_EMAIL})


@require_safe
def policy(request):
    """Who may be listed and who may not."""
    return render(request, "groups/pages/policy.html", {"operator_email": settings.OPERATOR_EMAIL})


@never_cache
@require_safe
def leave(request):
    """Quick exit: end the session on our side, take the cookie of forms away, then go to a site that says nothing.

    The one GET that changes something, so that it works as a plain link.
    """
    away = redirect(settings.QUICK_EXIT_URL)
    if request.session.session_key:
        try:
            request.session.flush()
        except (DatabaseError, InterfaceError):  # away, or read-only: nobody is kept here for that
            request.session.modified = False
            away.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    if settings.CSRF_COOKIE_NAME in request.COOKIES:
        away.delete_cookie(settings.CSRF_COOKIE_NAME, samesite=settings.CSRF_COOKIE_SAMESITE)
    return away


@require_safe
def safety(request):
    """How to meet somebody new safely."""
    return render(request, "groups/pages/safety.html")


@require_safe
def favicon(request):
    """The icon, for programs that look for it at its old address."""
    return redirect(static("img/icon.svg"), permanent=True)


@require_safe
def livez(request):
    """Whether this process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request, exception):
    return failure(request, 400)


def forbidden(request, exception=None, reason=""):
    """Not open to this person, or (`reason`) a form that did not come from our own page."""
    return failure(request, 403)


def not_found(request, exception):
    return failure(request, 404)


def server_error(request):
    """A failure of ours; while the database is away, or takes no writes, it is passing, and said to be."""
    error = sys.exception()
    is_read_only = getattr(getattr(error, "__cause__", None), "sqlstate", None) == READ_ONLY
    is_passing = isinstance(error, OperationalError | InterfaceError) or is_read_only
    return failure(request, 503 if is_passing else 500)


def failure(request, status):
    """The answer to a failed request: a page with crisis help first, or to a program a problem it can read. It asks
    the database nothing."""
    response = problems.failed(status) if problems.is_asked(request) else failure_page(request, status)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def failure_page(request, status):
    country = next(iter(country_bias(request)), None)
    context = {"status": status, "crisis": crisis.help_for(country), "is_failure": True}
    if status == 503 and request.method == "POST":
        was_asked = getattr(sys.exception(), "was_asked", True)
        context |= {"is_unsaved": not was_asked, "is_unsure": was_asked, "sent": sent_by(request)}
    if is_frame(request):
        return failed(request, context, status)
    return render(request, "groups/pages/failure.html", context, status=status)


def sent_by(request):
    """What was typed into a form that could not be saved, as `[(name, value)]`, to be sent again from the page that
    says so; nothing of a form that holds what no page may repeat."""
    if request.FILES or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
