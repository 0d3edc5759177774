"""Stories of mails to members, moderators and admins, and to who gave something back."""

from datetime import timedelta

from django.utils.translation import override

from accounts.models import User
from groups import check_ins, digest, moderation, news, stories, wishes
from groups.choices import Cause, RunOutcome
from groups.models import CheckIn, ImportSource, Listing, Review, SavedSearch, SourceRun, Story, Wish
from groups.sources.telling import tell_admins
from tests.mails.stage import GUEST, WORDS, tells

WEEK = timedelta(days=7)


@tells("check_in_due")
def checks_in(stage):
    stage.settings.CHECK_INS_ANSWERED_BY = "Lea Health"
    uma = stage.uma()
    check_ins.agree(uma)
    check_ins.take(uma, support=[4, 3, 2], wellbeing=[4, 4, 4])
    CheckIn.objects.update(taken_on=stage.now.date() - 8 * WEEK)
    check_ins.set_reminder(uma, is_wanted=True)
    return check_ins.remind


@tells("saved_news")
def saved_a_search(stage):
    said = {"query": "topic=grief", "label": "Grief, kept in English", "wants_mail": True, "wants_names": True}
    SavedSearch.objects.create(user=stage.uma(), looked_at=stage.now - WEEK, **said)
    Listing.objects.update(created_at=stage.now - timedelta(days=2))
    return lambda: news.send_news(stage.now)


@tells("digest")
def moderates(stage):
    stage.mo()
    for listing, cause in ((stage.circle, Cause.STALE), (stage.care, Cause.REPORT)):
        moderation.open_review(listing, cause)
    Review.objects.filter(listing=stage.care).update(opened_at=stage.now - timedelta(days=30))
    return lambda: digest.send_digests(stage.now)


@tells("source")
def keeps_sources(stage):
    User.objects.create_superuser("admin@example.org")
    source = ImportSource.objects.get()
    run = SourceRun(source=source, outcome=RunOutcome.FAILED, sentence=WORDS)
    return lambda: tell_admins(source, run, key="failed")


@tells("story_confirm")
def tells_of_a_first_visit(stage):
    return waiting_for(lambda: stories.tell(stage.circle, text=WORDS, email=GUEST))


@tells("story_sent")
def tells_of_a_first_visit_with_an_account(stage):
    uma = stage.uma()
    return waiting_for(lambda: stories.tell(stage.circle, text=WORDS, by=uma))


@tells("story_decided")
def is_read(stage):
    story = Story.objects.create(listing=stage.circle, text=WORDS, email=GUEST, email_verified_at=stage.now, digest="s")
    return lambda: stories.decide(story, by=None, is_shown=False, reason=WORDS)


@tells("wish_confirm")
def wishes_for_a_topic(stage):
    return waiting_for(lambda: wishes.wish(word=WORDS, email=GUEST))


@tells("wish_outcome")
def hears_what_became_of_a_wish(stage):
    wish = Wish.objects.create(word=WORDS, email=GUEST, email_verified_at=stage.now, digest="w")
    return lambda: wishes.decide(wish, by=None, is_done=True, answer_words=WORDS)


def waiting_for(act):
    """`act` as somebody does it themselves, on a page in Urdu."""

    def acted():
        with override("ur"):
            act()

    return acted
