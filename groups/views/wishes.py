"""Topics that people miss: a form for anybody, and what became of the wishes."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups import crisis, limits, wishes
from groups.forms.giving import NearForm, WishForm
from groups.models import Wish
from groups.views.search import country_bias
from groups.views.secret_links import opened, secret_page

PAGE_SIZE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request):
    """The form, and after it what happens next."""
    form = WishForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if may_wish(request, form.cleaned_data["email"]):
            wishes.wish(**form.cleaned_data)
            return redirect("topic-thanks")
        form.add_error(None, _("That was a lot at once. Please send it tomorrow; it is still here."))
        status = 429
    context = {"form": form, "crisis": crisis.help_for(next(iter(country_bias(request)), None))}
    return render(request, "groups/giving/topic.html", context, status=status)


def may_wish(request, email):
    """Whether this visitor may send one more wish, and `email` may get one more link."""
    return limits.within(request, "wishing") and (not email or limits.within(request, "mailing", email.lower()))


@require_safe
def thanks(request):
    """That it was kept, and who looks at it."""
    return render(request, "groups/giving/topic_thanks.html")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """A button that says: this address is mine, tell me what becomes of it."""
    wish, answer = opened(request, Wish.objects, token)
    if wish is None:
        return answer
    if request.method == "POST":
        wishes.confirm(wish)
        return redirect(request.path)
    return render(request, "groups/giving/topic_confirm.html", {"wish": wish})


@require_safe
def you_said(request):
    """You said, we did: wishes in a moderator's words, and what was done."""
    _near, page = NearForm.asked(request.GET)
    shown = Paginator(wishes.told(), PAGE_SIZE)
    return render(request, "groups/giving/you_said.html", {"page": shown.get_page(page)})
