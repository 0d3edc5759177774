"""Periodic jobs of the directory. Each is thin: it calls one verb, which may run at any time and as often as wanted.

A job runs once for each of its times, however many workers there are, and one that was missed while none ran is made
up for at the next start.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from groups import (
    asking,
    booking,
    digest,
    duplicates,
    freshness,
    helping,
    moderation,
    news,
    posting,
    reporting,
    schedule,
    vocabulary,
)


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


@app.periodic(cron="5 6 * * 1")
@app.task(queueing_lock="send_digests")
def send_digests(timestamp):
    """Every Monday: what waits for each moderator."""
    digest.send_digests()


@app.periodic(cron="51 3 * * *")
@app.task(queueing_lock="forget_visitors")
def forget_visitors(timestamp):
    """Every night: what visitors sent in unconfirmed, reported and asked longer ago than it is of use."""
    before = timezone.now() - timedelta(days=settings.VISITORS_KEEP_DAYS)
    posting.forget(before)
    reporting.forget(before)
    asking.forget(before)


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


@app.periodic(cron="57 3 * * *")
@app.task(queueing_lock="forget_bookings")
def forget_bookings(timestamp):
    """Every night: who came to dates that are long over, and addresses nobody confirmed."""
    booking.forget(timezone.now() - timedelta(days=settings.BOOKINGS_KEEP_DAYS))


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="follow_company")
def follow_company(timestamp):
    """Every ten minutes: who was to go with somebody that cannot come any more hears of it."""
    helping.follow()


@app.periodic(cron="3 4 * * *")
@app.task(queueing_lock="forget_company")
def forget_company(timestamp):
    """Every night: who offered whom company at dates that are long over."""
    helping.forget(timezone.now() - helping.KEPT_FOR)
