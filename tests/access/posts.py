"""Every form of the site as somebody sends it soundly: who, to which address, with what."""

from django.core.files.base import ContentFile
from django.urls import reverse

from groups import content, moderation, stories
from groups.choices import Cause, UploadStep
from groups.models import HelpersWanted, Listing, Story, Submission, Upload, Wish
from groups.views.managing.sections import FORMS
from tests import factories
from tests.access.cells import path_of
from tests.groups.browser_like import sent_by
from tests.groups.desk import SCREEN, SENDER, link_of, page
from tests.groups.reviewing import stamp, waiting

ONLINE = SCREEN | {"place-attendance": "online", "place-timezone": "Europe/London"}
SERVICE = {"basics-kind": "clinic", "basics-organization_name": "Lea Health"}
CHANGED = {
    "basics": {"description": "Tea, and time to talk."},
    "place": {"directions": "Ring twice."},
    "times": {"times-0-ends_at": "20:15"},
    "contacts": {"value_0": "020 7946 0019"},
    "words": {"topic": ["depression"]},
    "joining": {"how_to_join": "Just come."},
    "help": {"food": "Ask at the door."},
    "first_visit": {"greeter": "Ana"},
    "people": {"minimum_age": "18"},
    "texts": {"es-description": "Té y tiempo para hablar."},
}
DATE = {"original_on": "2026-03-17", "note": "Back next week"}
WHY = {"reason": "It is as it is."}


def section(listing, name):
    """What a browser sends of one section with one answer changed."""
    if name == "times":
        return {key: typed for key, typed in SCREEN.items() if key.startswith("times")} | CHANGED[name]
    form = FORMS[name]
    value = form.initial_from(content.content_of(listing)[name])
    sent = sent_by(form(initial=value, formality=listing.formality)) | CHANGED[name]
    return {key: typed for key, typed in sent.items() if typed != ""}


def for_owner(stage):
    """Forms of who looks after a listing, as `{name: (address, data)}`."""
    a = stage.a
    Listing.objects.filter(pk=a.listing.pk).update(confirmed_at=None)  # today it has been confirmed already
    slot = {"slot": a.ids["slot"]}
    data = {
        "manage-date": DATE | slot | {"do": "cancel"},
        "manage-undo": {"row": a.ids["event"]},
        "manage-pause": {"starts_on": "2026-05-01", "ends_on": "2026-05-10", "note": "Away"},
        "manage-reopen": {"row": a.ids["closure"]},
        "manage-close": {"note": "Thank you all."},
        "manage-word": {"note": "Please have a look."},
        "manage-take-back": {},
        "manage-withdraw": {},
        "manage-confirm": {},
        "manage-copy": {},
        "manage-link-new": {},
        "manage-link-mail": {},
        "manage-link-revoke": {"row": a.ids["link"]},
        "manage-team": {"email": "eve@example.org", "hands_over": "on"},
        "manage-remove": {"row": a.ids["facilitator"]},
        "manage-still-on": {"answer": "closed"},
        "manage-coming": {"way": "places", "capacity": "8", "accept_hours": "12", "asks_first": "on"},
        "manage-answers": {"date": f"{a.ids['slot']}-20260303", "number": "2"},
        "manage-pairs": {"row": a.ids["pair"], "do": "agree"},
        "manage-helpers": {"what": "Open the door.", "how_to_say": "Ask for Kim.", "until": "2026-05-01"},
        "manage-evening-cancel": {"date": a.ids["name"], "note": "Back next week"},
        "manage-evening-stand-in": {"date": a.ids["name"], "stand_in": "Sam"},
        "manage-evening-came": {"date": f"{a.ids['slot']}-20260224", "came": "7"},
        "manage-evening-announce": {"date": f"{a.ids['slot']}-20260324", "text": "Bring a cup, please."},
        "manage-evening-answer": {"date": a.ids["name"], "row": a.ids["booking"], "answer": "decline"},
    }
    return {name: (path_of(name, a), sent) for name, sent in data.items()}


def for_sections(stage):
    """Sections of a public listing, and of a draft in a private home that is held by its secret link."""
    home = factories.make_home()
    Listing.objects.filter(pk=stage.a.draft.pk).update(place=home, organization=stage.a.listing.organization)
    draft = Listing.objects.get(pk=stage.a.draft.pk)
    keys = {"public": (stage.a.listing, stage.a.listing.public_id), "draft": (draft, link_of(draft))}
    return {
        f"manage-edit {name} {kind}": (page("manage-edit", key, name), section(listing, name))
        for kind, (listing, key) in keys.items()
        for name in FORMS
    }


def for_moderator(stage):
    """Forms of the review, each with the stamp of the listing as it is."""
    a, new = stage.a, waiting(stage.a.listing.source, "New Circle")
    moderation.open_review(a.listing, Cause.DUPLICATE, other=stage.b.listing)
    Listing.objects.filter(pk=a.listing.pk).update(is_checked_now=True, searchable=False)
    answers = {
        "approve": {},
        "reject": WHY,
        "ask": WHY,
        "hide": WHY,
        "withdraw": WHY,
        "merge": {"into": stage.b.listing.public_id},
        "look": WHY,
        "settle": {"was_right": "no", "outcome": "All is well."},
        "end-pause": {},
        "claim": {"is_granted": "yes"},
        "phone": {"result": "still_on", "note": "Ana said so"},
    }
    seen = stamp(a.listing)
    prefix = {"end-pause": "pause", "claim": f"claim-{a.ids['claim']}"}
    data = {
        f"moderation-{act}": {
            f"{prefix.get(act, act)}-{name}": value for name, value in (said | {"stamp": seen}).items()
        }
        for act, said in answers.items()
    }
    data["moderation-pairs"] = {"row": a.ids["pair"], "do": "check"}
    data["moderation-restore"] = {"stamp": seen}
    data["moderation-edit"] = section(a.listing, "basics") | {"stamp": seen}
    data["moderation-several"] = {"chosen": f"{new.public_id}:{stamp(new)}"}
    data["moderation-duty"] = {"country": "GB"}
    data["close-place"] = {"starts_on": "2026-05-01", "ends_on": "2026-05-02", "note": "Painting"}
    data["reopen-place"] = {}
    data |= for_readers_of_visitors_words(a)
    return {name: (path_of(name, a), sent) for name, sent in data.items()}


def for_keepers_of_sources(stage):
    """A source added, changed, and asked no more."""
    a = stage.a
    typed = {"name": "West", "format": "bmlt", "address": "https://8.8.8.8/west.json", "every_hours": "6", "trust": "1"}
    data = {
        "source-new": typed | {"slug": "west"},
        "source-edit": typed | {"slug": a.ids["slug"]},
        "source-act": {"act": "ask"},
    }
    return {name: (path_of(name, a), sent) for name, sent in data.items()}


class SentAgain(ContentFile):
    """A file that can be sent more than once."""

    def read(self, *args):
        self.seek(0)
        return super().read(*args)


def for_sender_of_tables(stage):
    """A table brought, its columns said, its rows brought in, and a table thrown away."""
    upload = Upload.objects.get(public_id=stage.a.ids["table_id"])
    checked = Upload.objects.create(owner=upload.owner, name="more.csv", header=["name"], step=UploadStep.CHECKED)
    return {
        "post-many": (path_of("post-many", stage.a), {"file": SentAgain(b"name,town\nA circle,Leeds\n", "new.csv")}),
        "post-many-table": (path_of("post-many-table", stage.a), {"column-0": "name", "column-1": "kind"}),
        "post-many-bring-in": (reverse("post-many-bring-in", args=[checked.public_id]), {}),
        "post-many-throw-away": (path_of("post-many-throw-away", stage.a), {}),
    }


def for_readers_of_visitors_words(tenant):
    """A yes to each sort of words that waits for a moderator."""
    story, wish = Story.objects.get(listing=tenant.listing), Wish.objects.order_by("pk").first()
    stories.confirm(story)
    words = {"what": "Open the door.", "how_to_say": "Ask for Kim.", "since": "2026-03-01"}
    wanted = HelpersWanted.objects.create(listing=tenant.listing, **words)
    return {
        "moderation-stories": {"row": story.pk, "verdict": "yes"},
        "moderation-helpers": {"row": wanted.pk, "verdict": "yes", "stamp": wanted.stamp},
        "moderation-wishes": {"row": wish.pk, "verdict": "yes", "answer_words": "Done.", "public_words": "Hope."},
    }


def for_anybody(stage):
    """Forms that need no account."""
    data = {
        "post-formal": ONLINE | SERVICE | SENDER,
        "post-informal": ONLINE | SENDER,
        "post-confirm": {"note": "We meet since spring."},
        "listing-report": {"fault": "unsafe", "text": "Asked for money.", "email": "rae@example.org"},
        "report-confirm": {},
        "listing-ask": {"text": "May I come?", "email": "quin@example.org", "nickname": "Quin"},
        "question-confirm": {},
        "question-answer": {"text": "Please do."},
        "session-detail": {"nickname": "Robin", "email": "robin@example.org", "agrees": "on"},
        "booking": {"do": "cancel"},
        "news-stop": {},
        "pairing-link": {"answer": "yes"},
        "helped-by-code": {"emotional": "8", "agrees": "on"},
        "topic": {"word": "Hope", "why": "It is missed.", "email": "wyn@example.org"},
        "wish-confirm": {},
        "story-tell": {"text": "I was early.", "nickname": "Robin", "email": "robin@example.org", "agrees": "on"},
        "story": {},
        "account_signup": {"email": "new@example.org"},
    }
    return {name: (path_of(name, stage.a), sent) for name, sent in data.items()}


def for_member(stage):
    """Forms of somebody signed in who leads nothing."""
    Listing.objects.filter(pk=stage.a.draft.pk).update(answered_by_mail=True)
    Submission.objects.filter(listing=stage.a.draft).update(
        email=stage.people["member"].email, email_verified_at=stage.a.listing.created_at
    )
    data = {
        "post-informal signed in": ONLINE,
        "listing-claim": {"message": "I lead it since May."},
        "mine-claim": {"row": stage.a.draft.pk},
        "invitation": {},
        "session-detail signed in": {"nickname": "Robin"},
        "my-bookings": {"row": stage.a.ids["booking"], "do": "remind", "wants_day_before": "on"},
        "my-bookings-erase": {"is_sure": "on"},
        "my-answers": {"row": stage.a.ids["answer"]},
        "my-answers-erase": {"is_sure": "on"},
        "my-check-ins": {"is_wanted": "on"},
        "my-check-in-new": {"support_0": "3", "wellbeing_2": "1", "programs": [stage.a.listing.public_id]},
        "my-check-ins-erase": {"is_sure": "on"},
        "my-calendar": {"shows_names": "on"},
        "my-calendar-new": {"shows_names": "on"},
        "my-calendar-stop": {},
        "listing-save": {"do": "save"},
        "mine-circle": {"do": "agree"},
        "search-save": {"query": "topic=grief"},
        "saved-search": {"do": "names"},
        "saved-take-over": {"listing": stage.a.listing.public_id, "search": "cost=free"},
        "saved-forget": {},
        "account-home": {"nickname": "New name"},
        "account-language": {"language": "es"},
        "account-delete": {"sure": "on"},
        "account_set_password": {"password1": "calm-river-42", "password2": "calm-river-42"},
    }
    tenant = {"listing-claim": stage.b}
    return {name: (path_of(name.split()[0], tenant.get(name, stage.a)), sent) for name, sent in data.items()}


def for_leaving(stage):
    """Who leaves, opens again or sends in, on listings where that can be done."""
    closed, draft = stage.b.listing, stage.a.draft
    Listing.objects.filter(pk=closed.pk).update(closed_on="2026-03-01", owner=stage.people["owner"])
    Listing.objects.filter(pk=draft.pk).update(owner=stage.people["owner"])
    return {
        "manage-open-again": (page("manage-open-again", closed.public_id), {}),
        "manage-submit": (page("manage-submit", draft.public_id), {"note": "Our first."}),
        "manage-discard": (page("manage-discard", draft.public_id), {}),
        "manage-leave": (page("manage-leave", draft.public_id), {}),
    }


SENDERS = {
    "owner": (for_owner, for_sections, for_sender_of_tables, for_leaving),
    "moderator": (for_moderator,),
    "anonymous": (for_anybody,),
    "member": (for_member,),
    "admin": (for_keepers_of_sources,),
}
"""The forms by who sends them."""
