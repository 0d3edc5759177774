"""Made-up people: only where everything is made up, never to sign in, and of the correlation asked for."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from groups import insights
from groups.demo import figures
from groups.insights import keys
from groups.models import Answer, CheckIn, ImportSource, Snapshot
from tests import factories
from tests.groups.insights.people import check_in, make_people, say

ROWS = (User, Answer, CheckIn, Snapshot)


@pytest.fixture
def samples(source, circle, now):
    """A directory that is sample data throughout."""
    ImportSource.objects.update(is_sample=True)
    factories.make_listing(source, "Lea Family", kind="family-network", slots=[factories.weekly("TU", "18:00")])


def simulate(*arguments):
    call_command("simulate_insights", *arguments)


def refused(words):
    counts = [rows.objects.count() for rows in ROWS]
    with pytest.raises(CommandError, match=words):
        simulate("--people", "5")
    assert [rows.objects.count() for rows in ROWS] == counts


def test_made_up_people_have_the_correlation_asked_for(samples):
    simulate("--people", "400", "--rho", "0.6", "--seed", "3")
    record = insights.latest().figures["cells"][keys.correlation("own-support", "own-wellbeing")]
    assert record["rho"][1] <= 0.6 <= record["rho"][2]


def test_made_up_people_are_marked_and_cannot_sign_in(samples):
    simulate("--people", "30")
    people = User.objects.filter(email__endswith="@people.invalid")
    assert people.count() == 30
    assert not any(one.is_active or one.has_usable_password() for one in people)
    assert not any(one.emailaddress_set.exists() for one in people)
    assert not Answer.objects.filter(is_sample=False).exists()
    assert not CheckIn.objects.filter(is_sample=False).exists()
    assert insights.latest().is_sample


def test_same_seed_makes_the_same_people(samples):
    simulate("--people", "40", "--seed", "9")
    first = list(CheckIn.objects.order_by("pk").values_list("taken_on", "support_score", "wellbeing_score"))
    for rows in (Answer, CheckIn, Snapshot, User):
        rows.objects.all().delete()
    simulate("--people", "40", "--seed", "9")
    assert list(CheckIn.objects.order_by("pk").values_list("taken_on", "support_score", "wellbeing_score")) == first


def test_one_real_listing_is_enough_to_refuse(samples):
    factories.make_listing(factories.make_source("real"), "A real circle")
    refused("a real listing")


def test_one_listing_without_a_source_is_enough_to_refuse(samples):
    factories.make_listing(None, "Posted here", published=False)
    refused("a real listing")


def test_one_real_answer_is_enough_to_refuse(samples, circle):
    say(circle, make_people(1), 7)
    refused("a real answer")


def test_one_real_check_in_is_enough_to_refuse(samples):
    check_in(make_people(1), 5, 5)
    refused("a real check-in")


def test_real_figures_are_enough_to_refuse(samples, now):
    insights.publish(now.date().replace(day=1), now)
    refused("published figures of real people")


def test_made_up_people_come_once(samples):
    simulate("--people", "5")
    refused("there already")


def test_correlation_has_to_be_one(samples):
    with pytest.raises(CommandError, match=r"from -0\.95 to 0\.95"):
        simulate("--rho", "2")


def test_sample_directory_gets_two_months_of_figures(samples, now, client):
    figures.fill(now)
    assert len(insights.months()) == 2
    page = client.get("/insights/").content.decode()
    assert "SAMPLE: these figures are made up." in page
