"""What a moderator changed in what somebody sent in is told to whoever sent it in."""

from groups import content, moderation
from groups.models import Listing
from tests import factories
from tests.groups.reviewing import fresh, make_moderator, propose, waiting


def part(listing, section, **values):
    return {section: content.content_of(listing)[section] | values}


def test_edit_while_approving_is_told_line_by_line(pending, mo, mailoutbox):
    moderation.approve(pending, by=mo, sections=part(pending, "basics", name="Tea Circle"))
    body = mailoutbox[0].body
    assert "This is what the moderator changed:\n\nName\nBefore: New Circle\nAfter: Tea Circle\n" in body


def test_approval_without_edit_tells_of_none(changed, mo, mailoutbox):
    moderation.approve(changed, by=mo)
    assert "what the moderator changed" not in mailoutbox[0].body


def test_edit_that_was_kept_first_is_told_whoever_approves(pending, changed, mo, mailoutbox):
    for listing in (pending, changed):
        moderation.propose(listing, part(listing, "basics", name="Tea Circle"), by=mo)
    moderation.approve_all(Listing.objects.filter(pk=pending.pk), by=make_moderator("zoe@example.org", "Zoe"))
    moderation.approve(changed, by=mo)
    new, change = (mail.body for mail in mailoutbox)
    assert "Before: New Circle\nAfter: Tea Circle" in new
    assert "Before: Wednesday Circle\nAfter: Tea Circle" in change


def test_edit_that_the_poster_built_on_is_theirs(changed, ada, mo, mailoutbox):
    moderation.propose(changed, part(changed, "basics", name="Tea Circle"), by=mo)
    moderation.propose(changed, part(changed, "basics", name="Tea Time Circle"), by=ada)
    moderation.approve(changed, by=mo)
    assert "what the moderator changed" not in mailoutbox[0].body


def test_edit_of_a_listing_where_nothing_waited_is_told_as_the_moderators(circle, ada, mo, mailoutbox):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    assert moderation.approve(circle, by=mo, sections=part(circle, "basics", name="Tea Circle"))
    propose(fresh(circle), by=mo, name="Coffee Circle")
    moderation.approve(circle, by=mo)
    assert [mail.subject for mail in mailoutbox] == ["About your entry"] * 2
    assert "A moderator changed something in “Tea Circle”." in mailoutbox[0].body
    assert "Before: Tea Circle\nAfter: Coffee Circle" in mailoutbox[1].body


def test_part_that_history_never_keeps_is_only_named(pending, mo, mailoutbox):
    phone = {"channel": "phone", "value": "020 7946 0018", "note": "", "visibility": "after_contact"}
    moderation.approve(pending, by=mo, sections={"contacts": [phone]})
    assert "the moderator changed:\n\nHow to reach you\n" in mailoutbox[0].body
    assert "020 7946 0018" not in mailoutbox[0].body


def test_no_earlier_word_of_a_concealed_place_is_told(source, ada, mo, now, mailoutbox):
    listing = waiting(source, "At 17 Hidden Row", owner=ada, place=factories.make_home())
    home = part(listing, "place", district="Clapton")
    moderation.approve(listing, by=mo, sections=home | part(listing, "basics", name="At home"))
    body = mailoutbox[0].body
    assert "Name\nAfter: At home" in body
    assert "After: Clapton" in body
    assert "Hidden Row" not in body


def test_place_concealed_by_the_moderator_is_not_told_as_it_was(pending, mo, mailoutbox):
    street = pending.place.street
    hidden = part(pending, "place", precision="area", name="", street="", postal_code="", directions="")
    moderation.approve(pending, by=mo, sections=hidden)
    assert "Confidential" in mailoutbox[0].body
    assert street not in mailoutbox[0].body
