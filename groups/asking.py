"""Ask the group: a question carried there and an answer carried back, so that neither sees the other's address."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from groups import emails
from groups.choices import Channel, Visibility
from groups.models import Contact, Facilitator, Listing, Question, Submission
from groups.models.secret import digest_of, new_token


def answerable(listings):
    """`listings` (a queryset) annotated with `can_be_asked`: it is not over, and somebody there gets mail."""
    here = OuterRef("pk")
    somebody = (
        Exists(User.objects.filter(pk=OuterRef("owner"), is_active=True))
        | Exists(Facilitator.objects.filter(listing=here, user__is_active=True))
        | Q(answered_by_mail=True) & Exists(Submission.objects.filter(listing=here, email_verified_at__isnull=False))
        | Exists(Contact.objects.filter(listing=here, channel=Channel.EMAIL))
    )
    condition = Q(closed_on__isnull=True) & Q(somebody)
    return listings.annotate(can_be_asked=ExpressionWrapper(condition, BooleanField()))


def public_listings():
    """Listings whose questions may be answered: what a moderator took out of sight carries nothing more."""
    return Listing.objects.published()


@transaction.atomic
def ask(listing, *, text, email, nickname=""):
    """Keep a question and mail its asker a link; only when they follow it does anybody else see the question."""
    token = new_token()
    question = Question.objects.create(
        listing=listing, text=text, email=email, nickname=nickname, digest=digest_of(token)
    )
    words = {
        "listing": listing,
        "question": question,
        "url": emails.address("question-confirm", token),
    }
    emails.send("question_confirm", emails.Reader.of(question), words)
    return question


@transaction.atomic
def confirm(question):
    """The address is theirs: carry the question to the group. The link has served; theirs is a new one.

    Raises ValidationError where nobody can be asked any more; answers how many people were mailed, 0 if it was
    carried there already.
    """
    question = Question.objects.select_for_update(of=["self"]).select_related("listing").get(pk=question.pk)
    if question.email_verified_at:
        return 0
    readers = readers_of(question.listing)
    if not readers:
        raise ValidationError(_("Nobody of this group can be asked through this site just now."))
    token = new_token()
    question.email_verified_at, question.digest = timezone.now(), digest_of(token)
    question.save(update_fields=["email_verified_at", "digest"])
    words = {"listing": question.listing, "question": question, "url": emails.address("question-answer", token)}
    for reader in readers:
        emails.send("question", reader, words)
    return len(readers)


def readers_of(listing):
    """Who is mailed, as `Reader`s, each address once: who looks after the listing; else who sent it in; else its own
    address. Public listings only."""
    if not listing.is_published or listing.closed_on:
        return []
    team = [listing.owner_id, *listing.facilitators.values_list("user", flat=True)]
    people = User.objects.filter(pk__in=team, is_active=True).order_by("pk")
    senders = [listing.submission] if listing.sender_email else []
    contacts = listing.contacts.filter(channel=Channel.EMAIL).order_by("position", "pk")
    known = [emails.Reader.of(one) for one in people or senders]
    known = known or [emails.reader_at(contact.value) for contact in contacts]
    return list({reader.email: reader for reader in known}.values())


def contacts_to_offer(listing):
    """The contacts an answer can show beside its words: those that are given after contact was made."""
    return listing.contacts.filter(visibility=Visibility.AFTER_CONTACT).order_by("position", "pk")


@transaction.atomic
def answer(question, *, text, contacts=(), by=None):
    """Mail the answer with the `contacts` chosen (of `contacts_to_offer`) to who asked. The first answer counts.

    Raises ValidationError where somebody was quicker.
    """
    question = Question.objects.select_for_update(of=["self"]).select_related("listing").get(pk=question.pk)
    if question.answered_at:
        raise ValidationError(_("Somebody of you has already answered. Nothing was sent now."))
    question.answer, question.answered_at, question.answered_by = text, timezone.now(), by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    words = {"listing": question.listing, "question": question, "contacts": contacts}
    emails.send("answer", emails.Reader.of(question), words, key=f"answer-{question.pk}")


def forget(before):
    """Erase questions asked before the moment `before`, with their answers; answers how many."""
    return Question.objects.filter(created_at__lt=before).delete()[1].get("groups.Question", 0)
