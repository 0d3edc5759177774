"""Two tenants with everything that hangs on a listing, and the people who try each other's doors."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from accounts.models import Duty, Verification
from accounts.permissions import MODERATORS
from groups import answering, booking, check_ins, claiming, facilitating, insights, moderation, sessions
from groups.choices import BookingWay
from groups.interop.hsds import ids as hsds_ids
from groups.interop.hsds.words import TAXONOMY_IDS, term_id
from groups.models import (
    Answer,
    AnswerCode,
    Booking,
    BookingLink,
    CalendarFeed,
    Facilitator,
    ImportProblem,
    ImportSource,
    Invitation,
    Listing,
    Locality,
    NewsLink,
    Pairing,
    PairingLink,
    PhoneCheck,
    Place,
    Question,
    Report,
    SavedSearch,
    Schedule,
    Session,
    Story,
    Submission,
    Upload,
    Wish,
)
from groups.models.secret import digest_of, new_token
from tests import factories
from tests.accounts.mailing import add_job
from tests.accounts.people import PASSWORD, make_person, sign_in
from tests.groups.reviewing import propose

ROLES = (
    *("anonymous", "member", "tenant", "owner", "co", "other"),
    *("moderator", "moderator_bare", "moderator_far", "admin", "admin_bare"),
)
"""Who tries: nobody; a member; one of the other tenant's organization; owner and co-facilitator of the listing; the
facilitator of another; a moderator of its area, the same without a second factor, one of another area; an admin, and
the same without a second factor."""
SECOND_FACTOR = {"moderator", "moderator_far", "admin"}
STAFF = ("listing", "place", "organization", "schedule", "session")


@dataclass
class Tenant:
    """One listing and what hangs on it: `ids` by the names of the parts of addresses, `tokens` by what they open."""

    listing: Listing
    draft: Listing
    ids: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)


@dataclass
class Stage:
    """Tenants `a` and `b`, the people by role, and the session each is signed in with."""

    a: Tenant
    b: Tenant
    people: dict
    sessions: dict

    def client(self, role):
        """A browser in which `role` is signed in; what goes wrong is answered, not raised."""
        browser = Client(raise_request_exception=False)
        if role in self.sessions:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return browser


def set_up(source):
    """The whole stage, written into the database."""
    people = {role: make_person(f"{role}@example.org", nickname=role) for role in ROLES if role != "anonymous"}
    appoint(people)
    a = tenant(source, "Tuesday Circle", people["owner"], people["member"])
    b = tenant(source, "Thursday Round", people["other"], people["tenant"], lat=51.5416, lon=-0.0033)
    b.listing.organization.members.add(people["tenant"])
    Facilitator.objects.create(listing=a.listing, user=people["co"])
    link_the_two(a, b)
    sessions = {role: signed_in(role, user) for role, user in people.items()}
    rows_for_the_admin(source, people, a, b)
    insights.publish(date(2026, 3, 1), timezone.now())
    return Stage(a, b, people, sessions)


def link_the_two(a, b):
    """Nobody has said yet that the two go well together; either side was asked by mail."""
    pair = Pairing.objects.create(first=a.listing, second=b.listing, sort="complements")
    for tenant_asked in (a, b):
        tenant_asked.ids["pair"], tenant_asked.tokens["pairing-link"] = pair.pk, new_token()
        digest = digest_of(tenant_asked.tokens["pairing-link"])
        PairingLink.objects.create(pairing=pair, is_for_first=tenant_asked is a, digest=digest)


def signed_in(role, user):
    client = sign_in(Client(), user, second_factor=role in SECOND_FACTOR)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def appoint(people):
    """Moderators may use the admin as far as in the sample directory; admins may do everything."""
    role = Group.objects.get_or_create(name=MODERATORS)[0]
    names = [f"{verb}_{model}" for verb in ("view", "change") for model in STAFF]
    role.permissions.set(Permission.objects.filter(content_type__app_label="groups", codename__in=names))
    for name, user in people.items():
        if name.startswith(("moderator", "admin")):
            user.is_staff, user.is_superuser = True, name.startswith("admin")
            user.save()
        if name.startswith("moderator"):
            user.groups.add(role)
    Duty.objects.create(user=people["moderator_far"], country="FR")


def tenant(source, name, owner, guest, **place):
    """A public listing with all that can hang on it, and a draft that was sent in without an account."""
    listing = factories.make_listing(
        source,
        name,
        organization=factories.make_organization(f"Friends of the {name}"),
        place=factories.make_place(name=f"House of the {name}", **place),
        terms=["topic:grief", "cost:free"],
        slots=[factories.weekly("TU", "18:30")],
    )
    factories.add_contact(listing, "phone", "020 7946 0018", visibility="after_contact")
    Listing.objects.filter(pk=listing.pk).update(owner=owner)
    listing.refresh_from_db()
    made = Tenant(listing, factories.make_listing(source, f"Draft of the {name}", published=False))
    made.ids = hang_on(listing, owner, guest)
    made.tokens = secrets_of(made, owner)
    return made


def hang_on(listing, owner, guest):
    """Whatever has an id in an address or a form."""
    slot = listing.schedules.get()
    event = facilitating.cancel(slot, date(2026, 3, 10), by=owner)
    pause = facilitating.pause(listing, date(2026, 8, 1), date(2026, 8, 31), by=owner)
    shut = facilitating.close_place(listing.place, date(2026, 12, 24), date(2026, 12, 26), by=None)
    helper = make_person(f"helper-{listing.pk}@example.org")
    claim = claiming.claim(listing, guest, "It is mine.")
    propose(listing, owner, name=f"{listing.name} anew")
    ids = {"public_id": listing.public_id, "slot": slot.pk, "event": event.pk, "closure": pause.pk, "claim": claim.pk}
    ids |= coming_to(slot, guest)
    search = SavedSearch.objects.create(user=guest, query="topic=grief&cost=free", label="Grief", wants_mail=True)
    ids["search"] = search.pk
    facilitator = Facilitator.objects.create(listing=listing, user=helper)
    ids |= {"month": "2026-03", "figures": "graph-1", "kind": "csv"}
    ids |= {"place": a_country().pk, "table": "reach", "number": 0}
    ids |= as_data(listing)
    ids["table_id"] = Upload.objects.create(owner=owner, name="table.csv", header=["name", "kind"]).public_id
    return ids | {"pk": listing.place_id, "closure_pk": shut.pk, "facilitator": facilitator.pk, "section": "basics"}


def a_country():
    """An area that planners ask about; where no gazetteer is loaded there is none."""
    values = {"kind": "country", "name": "Nowhere", "country": "XX", "lat": 0, "lon": 0, "timezone": "UTC"}
    return Locality.objects.get_or_create(pk=99, defaults=values)[0]


def as_data(listing):
    """What HSDS calls the listing, its organization, and words."""
    return {
        "service": hsds_ids.of("service", listing.public_id),
        "service_at_location": hsds_ids.of("service_at_location", listing.public_id),
        "organization": hsds_ids.of("organization", listing.organization.public_id),
        "taxonomy": TAXONOMY_IDS["topic"],
        "term": term_id("topic", "grief"),
    }


def coming_to(slot, guest):
    """The address of a date to which people are asked to say that they come, and the booking of `guest`."""
    rules = {"capacity": None, "accept_hours": 24, "asks_first": False}
    booking.set_rules(slot.listing, way=BookingWay.TELL, by=None, **rules)
    booking.agree(guest)
    session = sessions.session_date(slot, date(2026, 3, 24))
    kept = booking.book(session, nickname="Guest", by=guest)
    answering.agree(guest)
    check_ins.agree(guest)
    said = {"session": kept.session, "listing": slot.listing, "given_on": timezone.localdate()}
    answer = Answer.objects.create(**said, user=guest, emotional=7)
    return {"name": f"{slot.pk}-20260317", "booking": kept.pk, "answer": answer.pk}


def secrets_of(made, owner):
    """One token for each thing that a secret address opens, and some that open nothing any more."""
    listing, now = made.listing, timezone.now()
    tokens = {name: new_token() for name in ("invitation", "invitation_old", "post-confirm", "report-confirm")}
    tokens |= {
        name: new_token() for name in ("question-confirm", "question-answer", "booking", "news-stop", "member-calendar")
    }
    tokens |= {name: new_token() for name in ("helped-by-code", "story", "wish-confirm")}
    tokens |= {name: facilitating.new_link(listing, by=owner) for name in ("manage", "manage_revoked")}
    made.ids["link"] = listing.manage_links.get(digest=digest_of(tokens["manage"])).pk
    facilitating.revoke_link(listing.manage_links.get(digest=digest_of(tokens["manage_revoked"])), by=owner)
    digest = {name: digest_of(token) for name, token in tokens.items()}
    for name, days in (("invitation", 14), ("invitation_old", -1)):
        invite = {"email": "eve@example.org", "digest": digest[name], "expires_at": now + timedelta(days=days)}
        Invitation.objects.create(listing=listing, **invite)
    Submission.objects.create(listing=made.draft, email="sender@example.org", digest=digest["post-confirm"])
    Report.objects.create(listing=listing, fault="closed", email="rae@example.org", digest=digest["report-confirm"])
    asked = {"listing": listing, "email": "quin@example.org", "text": "May I come?"}
    Question.objects.create(**asked, digest=digest["question-confirm"])
    Question.objects.create(**asked, digest=digest["question-answer"], email_verified_at=now)
    BookingLink.objects.create(booking_id=made.ids["booking"], digest=digest["booking"])
    booked = Booking.objects.get(pk=made.ids["booking"]).session
    before = Session.objects.create(schedule=booked.schedule, original_on=now.date() - timedelta(days=1))
    AnswerCode.objects.create(session=before, digest=digest["helped-by-code"])
    told = {"text": "I was early.", "email": "robin@example.org", "consent_words": "Yes."}
    Story.objects.create(listing=listing, digest=digest["story"], **told)
    Wish.objects.create(word="Hope", email="wyn@example.org", digest=digest["wish-confirm"])
    watcher = SavedSearch.objects.get(pk=made.ids["search"]).user
    NewsLink.objects.create(user=watcher, digest=digest["news-stop"])
    CalendarFeed.objects.create(user=watcher, digest=digest["member-calendar"])
    moderation.open_review(listing, "report")
    return tokens


def rows_for_the_admin(source, people, a, b):
    """One row of each thing that only the admin shows."""
    sam = make_person("sam@example.org", password=PASSWORD)
    Authenticator.objects.create(user=sam, type="totp", data={})
    Verification.objects.create(user=sam, note="Register, number 12.", verified_by=people["admin"])
    UserSession.objects.create(user=sam, session_key="none", ip="192.0.0.0")
    ImportSource.objects.filter(pk=source.pk).update(address="https://8.8.8.8/feed.json", format="bmlt")
    a.ids["slug"] = source.slug
    ImportProblem.objects.create(source=source, source_ref="1", field="name", sentence="It has no name.")
    PhoneCheck.objects.create(listing=a.listing, phoned_by=people["moderator"], result="no_answer")
    Place.objects.filter(pk=a.listing.place_id).update(directions="Ring the lower bell.")
    Schedule.objects.filter(listing=a.listing).update(note="Upstairs")
    Session.objects.filter(schedule__listing=b.listing).update(note="Ana is ill")
    add_job("todo")
    a.ids["id"] = sam.pk
