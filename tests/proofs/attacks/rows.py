"""Rows of everything with words that the stage has none of, so that a payload finds a place in every text column."""

from django.utils import timezone

from accounts.models import Mail
from groups import circle
from groups.models import (
    BroughtListing,
    CircleEntry,
    CircleGoal,
    HelpersWanted,
    SourceEntry,
    SourceRun,
    Upload,
    UploadRow,
    Word,
)
from tests import factories
from tests.proofs.attacks.payloads import WHOLE

CHANGE = {"name": WHOLE, "ref": "1", "facts": [[WHOLE, WHOLE, WHOLE, "name"]]}
REPORT = {name: [WHOLE] for name in ("new", "withdrawn", "missing")}
REPORT |= {"changed": [CHANGE], "corrected": [CHANGE], "problems": [[WHOLE, WHOLE]]}
"""What a hostile source had reported."""


def add(stage):
    """One row of each, at the listing of tenant A, of its owner or of the member."""
    listing, source = stage.a.listing, stage.a.listing.source
    owner, member = stage.people["owner"], stage.people["member"]
    factories.add_first_visit(listing, greeter="Ana", what_to_expect="Tea.")
    factories.add_help(listing)
    today = timezone.localdate()
    HelpersWanted.objects.create(listing=listing, what="Tea", how_to_say="Ask", since=today, is_public=True)
    circle.agree(member)
    CircleEntry.objects.create(user=member, words="Kim", formality="informal", times="Mondays")
    CircleGoal.objects.create(user=member, words="Sleep")
    SourceEntry.objects.create(source=source, ref="1", listing=listing, fields=["name"])
    run = {"outcome": "failed", "sentence": "Too slow.", "report": REPORT, "counts": {}}
    SourceRun.objects.create(source=source, started_at=timezone.now(), **run)
    upload = Upload.objects.get(public_id=stage.a.ids["table_id"])
    Upload.objects.filter(pk=upload.pk).update(header=[WHOLE, WHOLE])
    said = {"name": "A circle", "fate": "refused", "sentences": [{"says": WHOLE, "gap": ""}]}
    UploadRow.objects.create(upload=upload, number=1, cells=[WHOLE, WHOLE], **said)
    BroughtListing.objects.create(owner=owner, ref="1", listing=listing)
    Word.objects.create(text="circle", listings=1)
    home = factories.make_home(street="1 Hidden Row")
    factories.make_listing(source, "Kitchen circle", place=home, owner=owner)
    Mail.objects.create(recipient="ana@example.org", subject="Hello", text="Hello", html="")
