"""Periodic jobs of the directory. Each is thin: it calls one verb, which may run at any time and as often as wanted.

A job runs once for each of its times, however many workers there are, and one that was missed while none ran is made
up for at the next start.
"""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from groups import (
    answering,
    areas,
    booking,
    check_ins,
    digest,
    duplicates,
    freshness,
    helping,
    insights,
    moderation,
    news,
    schedule,
    sources,
    uploading,
    vocabulary,
)
from groups.models import ImportSource


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="refresh_dates")
def refresh_dates(timestamp):
    """Every hour: the coming dates that search knows."""
    schedule.refresh_dates()


@app.periodic(cron="11 * * * *")
@app.task(queueing_lock="raise_soon")
def raise_soon(timestamp):
    """Every hour: what meets within 48 hours to the front of the queue."""
    moderation.raise_soon()


@app.periodic(cron="17 2 * * *")
@app.task(queueing_lock="freshness")
def keep_fresh(timestamp):
    """Every night: questions to who looks after a listing, and what nobody confirmed becomes unsure or hidden."""
    freshness.run()


@app.periodic(cron="47 2 * * *")
@app.task(queueing_lock="open_duplicates")
def open_duplicates(timestamp):
    """Every night: what came or changed and is perhaps listed twice."""
    duplicates.open_duplicates()


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="refresh_vocabulary")
def refresh_vocabulary(timestamp):
    """Every night: the words that a mistyped one is compared with."""
    vocabulary.refresh()


@app.periodic(cron="33 3 * * *")
@app.task(queueing_lock="refresh_areas")
def refresh_areas(timestamp):
    """Every night: what is near each town and in each region, for planners."""
    areas.refresh()


@app.periodic(cron="5 6 * * 1")
@app.task(queueing_lock="send_digests")
def send_digests(timestamp):
    """Every Monday: what waits for each moderator."""
    digest.send_digests()


@app.periodic(cron="41 5 * * 3")
@app.task(queueing_lock="send_news")
def send_news(timestamp):
    """Every Wednesday: what is new to the searches that people saved."""
    news.send_news()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="follow_bookings")
def follow_bookings(timestamp):
    """Every ten minutes: whoever booked hears what changed."""
    booking.follow()


@app.periodic(cron="1-59/10 * * * *")
@app.task(queueing_lock="lapse_offers")
def lapse_offers(timestamp):
    """Every ten minutes: places that nobody took go on to the next in line."""
    booking.lapse()


@app.periodic(cron="2-59/10 * * * *")
@app.task(queueing_lock="remind_bookings")
def remind_bookings(timestamp):
    """Every ten minutes: reminders to who asked for them; they wait for neither of the other two."""
    booking.remind()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="follow_company")
def follow_company(timestamp):
    """Every ten minutes: who was to go with somebody that cannot come any more hears of it."""
    helping.follow()


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="ask_what_helped")
def ask_what_helped(timestamp):
    """Every hour: one question to who came the day before and said that we may ask."""
    answering.ask()


@app.periodic(cron="37 8 * * *")
@app.task(queueing_lock="remind_check_ins")
def remind_check_ins(timestamp):
    """Every morning: one mail to who wants to know that eight weeks are over."""
    check_ins.remind()


@app.periodic(cron="19 4 * * *")
@app.task(queueing_lock="publish_insights")
def publish_insights(timestamp):
    """Every night, so that no month is missed: the figures of what people said before it, made on its first night."""
    now = timezone.now()
    insights.publish(now.date().replace(day=1), now)


@app.task(retry=2)
def check_table(pk):
    """When somebody has said what the columns of their table are: every row is tried."""
    uploading.check(pk)


@app.task(retry=2)
def bring_table_in(pk):
    """When somebody has said yes to what would become of their table: the listings are brought in."""
    uploading.bring_in(pk)


@app.periodic(cron="4-59/10 * * * *")
@app.task(queueing_lock="fetch_sources")
def fetch_sources(timestamp):
    """Every ten minutes: each source that is due, in a job of its own, so that none waits for another."""
    for pk in sources.due():
        with suppress(AlreadyEnqueued), transaction.atomic():
            fetch_source.configure(queueing_lock=f"source-{pk}").defer(pk=pk)


@app.task
def fetch_source(pk, write=True):
    """Ask one source for its file and bring it in, if it is still due; or only try to."""
    known = ImportSource.objects.due(timezone.now()) if write else ImportSource.objects.exclude(address="")
    source = known.filter(pk=pk).first()
    if source:
        sources.run(source, write=write)
