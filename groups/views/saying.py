"""Back to a page that then says what was done."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse


def address_saying(name, said, **more):
    """The path of the page called `name` that says `said`, and has what `more` its form reads."""
    return f"{reverse(name)}?{urlencode({'said': said, **more})}"


def back_to(name, said):
    """Off to that page."""
    return redirect(address_saying(name, said))
