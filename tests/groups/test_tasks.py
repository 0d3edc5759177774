"""Periodic jobs of the directory."""

from django.conf import settings
from procrastinate.contrib.django import app

from groups import tasks
from groups.models import UpcomingDate


def test_hourly_job_knows_the_coming_dates(circle, now):
    tasks.refresh_dates(timestamp=0)
    first, last = UpcomingDate.objects.order_by("starts_at").values_list("starts_at", flat=True)[::12]
    assert first.date().isoformat() == "2026-03-03"
    assert (last - now).days <= settings.SCHEDULE_HORIZON_DAYS


def test_every_periodic_job_waits_for_itself():
    """Otherwise a queue that stands still for a night would run each of them many times in the morning."""
    names = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert {"groups.tasks.refresh_dates", "accounts.tasks.sweep_outbox"} <= names
    assert [name for name in names if not app.tasks[name].queueing_lock] == []
