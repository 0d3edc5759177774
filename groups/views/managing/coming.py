"""How people come: just so, by telling, or by a place; each change holds at once."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from groups import booking
from groups.forms.managing import Said, said_in
from groups.forms.managing_coming import RulesForm
from groups.views.managing.access import of_my_listing


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def coming(request, listing, access):
    """The ways in which people can come, the one that holds now chosen."""
    if not access.may_edit:
        raise Http404
    initial = RulesForm.initial_from(booking.rules_of(listing))
    is_home = booking.is_home(listing)
    form = RulesForm(request.POST if request.method == "POST" else None, initial=initial, is_home=is_home)
    if form.is_valid() and save(form, listing, access):
        return access.back(Said.RULES, page="manage-coming")
    context = {"listing": listing, "access": access, "form": form, "is_home": is_home, "said": said_in(request)}
    return render(request, "groups/managing/coming.html", context)


def save(form, listing, access):
    """Whether the rules could be set; if not, the form says why."""
    try:
        booking.set_rules(listing, **form.cleaned_data, by=access.by, via_link=access.via_link)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
