"""My circle of support: on a page that keeps nothing (a script keeps it on the device), and in an account."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import member_required
from groups import circle, crisis, saved, sessions
from groups.circle import Carried, Circle, Kept
from groups.forms.circle import (
    TYPED,
    Act,
    ActForm,
    CarriedForm,
    FileForm,
    GoalForm,
    HelperForm,
    ListingsForm,
    Said,
    TakeInForm,
)
from groups.forms.said import SaidForm
from groups.models import Listing, Schedule
from groups.models.many import one_of
from groups.models.secret import new_token
from groups.views import calendars
from groups.views.saved import cleaned
from groups.views.saying import back_to
from groups.views.search import country_of

AHEAD = timedelta(days=28)
DATES_OF_ONE = 30
SAID = {Act.AGREE: Said.AGREED, Act.ADD: Said.ADDED, Act.OPEN: Said.TAKEN_IN, Act.TAKE_IN: Said.TAKEN_IN}


@csrf_exempt  # It changes nothing, and a token would need a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def on_device(request):
    """The circle that a script keeps on this device; without one, the circle that comes with the form and goes back.

    What is sent is answered and kept nowhere: a file is read in memory, never written to a disk.
    """
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    came = CarriedForm(request.POST)
    keeper = Carried(came.cleaned_data["circle"] if came.is_valid() else Circle())
    asked = ActForm(request.POST)
    if not asked.is_valid():
        raise Http404
    if asked.act == Act.FILE and came.is_valid():
        return file_of(keeper.circle)
    forms = act_on(keeper, request, asked) if came.is_valid() else {"came": came}
    is_carried = request.method == "POST"
    return render_circle(request, "groups/circle/circle.html", keeper.circle, forms, is_carried=is_carried)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def mine(request):
    """The circle in the account of who asks, once they agreed that it is kept there."""
    if request.method == "POST":
        return act_on_mine(request)
    return render_mine(request, said=SaidForm(request.GET, Said).words)


def act_on_mine(request):
    asked = ActForm(request.POST)
    if not asked.is_valid() or not (asked.act or asked.row_act):
        raise Http404
    match asked.act:
        case Act.AGREE:
            circle.agree(request.user)
        case Act.TAKE_BACK:
            circle.take_back(request.user)
            return back_to("mine-circle", Said.ERASED)
        case Act.FILE:
            return file_of(Kept(request.user).circle)
    forms = act_on(Kept(request.user), request, asked)
    return (
        render_mine(request, forms, asked.wanted)
        if forms
        else back_to("mine-circle", SAID.get(asked.act, Said.CHANGED))
    )


def act_on(keeper, request, asked):
    """Do what a form or the button of a row asks; answers, by its name on the page, the form that was not done."""
    match asked.wanted:
        case Act.ADD:
            name, form = "helper_form", HelperForm(request.POST)
            return tried(name, form, lambda: keeper.add(form.helper))
        case Act.GOAL:
            name, form = "goal_form", GoalForm(request.POST)
            return tried(name, form, lambda: keeper.add_goal(form.cleaned_data["words"]))
        case Act.OPEN:
            name, form = "file_form", FileForm(request.POST, request.FILES)
            return tried(name, form, lambda: keeper.take_in(form.cleaned_data["file"]))
        case Act.TAKE_IN:
            name, form = "file_form", TakeInForm(request.POST)
            return tried(name, form, lambda: keeper.take_in(form.cleaned_data["circle"]))
    if asked.row_act:
        act_on_row(keeper, *asked.row_act)
    return {}


def tried(name, form, act):
    """`act`, if the answers of `form` are sound; answers `{name: form}` where something is to be said of them."""
    if form.is_valid():
        try:
            act()
            return {}
        except ValidationError as error:
            form.add_error(None, error)
    return {name: form}


def act_on_row(keeper, name, row):
    match name:
        case "remove":
            keeper.remove(row)
        case "remove_goal":
            keeper.remove_goal(row)
        case "reached":
            keeper.reach(row, is_reached=True)
        case "again":
            keeper.reach(row, is_reached=False)


def render_mine(request, forms=None, refused=None, said=""):
    """The page of the account; without consent it keeps what was typed for the `refused` act, to be sent with it."""
    held = Kept(request.user).circle
    more = {"has_agreed": circle.has_agreed(request.user), "words": circle.WORDS, "said": said}
    if forms and not more["has_agreed"]:
        more |= {"kept_back": next(iter(forms.values())), "then": refused if refused in TYPED else ""}
    more["offered"] = offered(request.user, held) if more["has_agreed"] else []
    return render_circle(request, "groups/circle/mine.html", held, forms or {}, **more)


def offered(user, held):
    """What `user` saved and could put into the circle."""
    there = {helper.listing for helper in held.helpers}
    kept = (one.listing for one in saved.listings_of(user, timezone.now()))
    return [listing for listing in kept if listing.is_published and listing.public_id not in there]


def render_circle(request, template, held, forms, **more):
    """A page of a circle; of `forms` those that are bound, the others are new."""
    now = timezone.now()
    view = circle.view_of(held, now)
    context = {
        "view": view,
        "carried": "" if held.is_empty else circle.written(held),
        "helper_form": HelperForm(),
        "goal_form": GoalForm(),
        "file_form": FileForm(),
        "crisis": crisis.help_for(country_of(view.listings, request)),
        "now": now,
    }
    return render(request, template, context | forms | more)


def file_of(held):
    """A circle as a file to keep or to give to somebody."""
    response = HttpResponse(circle.written(held), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{circle.FILE_NAME}"'
    return response


@csrf_exempt  # It changes nothing, and a token would need a cookie.
@require_POST
def dates(request):
    """The next dates of some public listings, for a device that asks; a POST, so that no address tells which."""
    now = timezone.now()
    listings = list(public(request).order_by("pk"))
    found = sessions.dates_of(listings, now, now + AHEAD)
    told = {one.public_id: [told_of(date) for date in found[one.pk][:DATES_OF_ONE]] for one in listings}
    return JsonResponse({"listings": told})


def told_of(date):
    """One date for a script: its moments, and itself in words by the clock of its place."""
    words = render_to_string("groups/circle/date.txt", {"date": date, "zone": date.slot.timezone})
    return {
        "starts_at": date.starts_at.isoformat(),
        "ends_at": date.ends_at.isoformat(),
        "words": words.strip(),
        "is_off": not date.takes_place,
    }


@csrf_exempt  # It changes nothing, and a token would need a cookie.
@require_POST
def calendar(request):
    """The dates of some public listings as a calendar file; every entry is a meeting unless names are asked for."""
    slots = Schedule.objects.filter(one_of("listing_id", public(request).values_list("pk", flat=True)))
    owner = str(request.user.pk) if request.user.is_authenticated else new_token()
    shows_names = cleaned(ListingsForm(request.POST))["shows_names"]
    return calendars.answer(request, "dates", slots, shows_names=shows_names, owner=owner)


def public(request):
    """The public ones of the listings that are asked about."""
    return Listing.objects.published().filter(public_id__in=cleaned(ListingsForm(request.POST))["listing"])
