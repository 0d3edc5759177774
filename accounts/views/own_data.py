"""A person's own data: take it along, or have it erased."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import privacy
from accounts.forms import DeleteForm
from accounts.permissions import member_required


@require_POST
@member_required
@reauthentication_required(app="allauth.account")
def export_everything(request):
    """Everything that is kept about the person, as a JSON file."""
    text = json.dumps(privacy.export(request.user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@reauthentication_required(app="allauth.account")
def delete_me(request):
    """Says what will happen, and by POST with the tick erases the person and signs them out."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        person = request.user
        logout(request)
        privacy.erase(person)
        return redirect("account-deleted")
    return render(request, "accounts/delete.html", {"form": form, "consequences": privacy.consequences()})


@require_safe
def deleted(request):
    """That the account is gone."""
    return render(request, "accounts/deleted.html")
