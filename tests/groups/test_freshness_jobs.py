"""The jobs and the command that keep listings fresh call their verbs."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from groups import tasks
from groups.choices import Cause, Harm
from groups.models import Listing, Review


@pytest.fixture
def old(circle, now):
    Listing.objects.filter(pk=circle.pk).update(confirmed_at=now - timedelta(days=200))
    return circle


def test_nightly_job_marks_what_nobody_confirmed(old):
    tasks.keep_fresh(timestamp=0)
    assert Listing.objects.get(pk=old.pk).is_unsure


def test_command_says_what_it_did(old, capsys):
    call_command("freshness")
    assert capsys.readouterr().out == "seen: 1\nunsure: 1\nhidden: 0\nshown again: 0\nasked: 0\n"


def test_hourly_job_brings_what_meets_soon_to_the_front(now, circle):
    Review.objects.create(listing=circle, cause=Cause.NEW, harm=Harm.NEW)
    tasks.raise_soon(timestamp=0)
    assert Review.objects.get().harm == Harm.SOON


def test_jobs_of_the_night_and_the_week_run_on_an_empty_queue(circle, mailoutbox):
    tasks.open_duplicates(timestamp=0)
    tasks.send_digests(timestamp=0)
    assert (Review.objects.count(), mailoutbox) == (0, [])
