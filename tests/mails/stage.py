"""Every kind of mail has a story here: how it comes to be written to people who read Urdu, by somebody who does not.

A story is told under Urdu and sets the stage; what it answers is done under English, as a job does it, and makes the
mail. Whatever is written then goes to people of the stage, who all read Urdu.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.test import Client

from accounts.models import User
from groups.models import Listing
from tests.accounts.people import make_person
from tests.groups.reviewing import make_moderator

TEMPLATES = sorted(path.stem for path in (Path(settings.BASE_DIR) / "templates/email").glob("*.txt"))
STORIES = {}
WORDS = "سلام، یہ ہمارے الفاظ ہیں"
"""What somebody typed."""
GUEST = "gul@example.org"
"""Somebody without an account."""


@dataclass
class Stage:
    """The cast: two public listings, a moment, a client and the settings."""

    circle: Listing
    care: Listing
    now: datetime
    client: Client
    settings: object

    @property
    def slot(self):
        return self.circle.schedules.get()

    def uma(self, *owns):
        """Somebody with an account, who looks after the listings `owns`."""
        uma = User.objects.filter(email="uma@example.org").first() or make_person("uma@example.org", nickname="Uma")
        Listing.objects.filter(pk__in=[one.pk for one in owns]).update(owner=uma, source=None, source_ref="")
        for one in owns:
            one.refresh_from_db()
        return uma

    def mo(self):
        """A moderator."""
        return make_moderator()


def tells(*templates):
    """The story below makes mails of these `templates`."""

    def keep(story):
        for template in templates:
            assert template not in STORIES, template
            STORIES[template] = story
        return story

    return keep
