"""The circle of the sample member, as a newcomer finds it."""

from groups import circle as circles
from groups.choices import Formality, Support
from groups.demo import circle as demo
from groups.demo import people
from tests import factories


def test_sample_member_has_a_circle_with_a_gap(source, now):
    source.slug = people.SOURCE
    source.save()
    people.create()
    slots = [factories.weekly("TU", "18:30")]
    words = (["support:emotional"], ["support:instrumental"], ["support:companionship"])
    for nth, terms in enumerate(words):
        factories.make_listing(source, f"Meetup {nth}", terms=terms, slots=slots)
    demo.fill()
    member = people.person("member")
    view = circles.view_of(circles.Kept(member).circle, now)
    assert [one.name for one in view.shown] == ["my sister", "Kim from next door", "Meetup 0", "Meetup 2"]
    assert [support for support, ones in view.supports if not ones] == [Support.INFORMATIONAL, Support.INSTRUMENTAL]
    assert view.lacking == [Formality.FORMAL]
    assert [goal.is_reached for goal in view.circle.goals] == [True, False]
    assert len(view.week) == 2
