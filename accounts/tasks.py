"""Jobs about mail, and the care for jobs themselves. Each is thin: the verb it calls does the work."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from accounts import delivery, outbox, sessions
from accounts.models import Mail

KEEP_FAILED_HOURS = 24 * 30


@app.task
def deliver(mail_id):
    """Send one mail of the outbox; a failure is noted there, and a later sweep tries again."""
    delivery.deliver(mail_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep_outbox")
def sweep_outbox(timestamp):
    """Every minute: give a job to what is due and has none. `/healthz` looks when this was queued last."""
    outbox.sweep(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_lost_jobs", pass_context=True)
async def take_up_lost_jobs(context, timestamp):
    """Every minute: queue again what a worker had in hand that was killed, or does not answer for 30 seconds."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:  # the next one of its kind waits already
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget_mails")
def forget_mails(timestamp):
    """Every night: empty mails that were sent some days ago."""
    Mail.objects.forget(timezone.now() - timedelta(days=settings.MAIL_KEEP_DAYS))


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="forget_failed_jobs", pass_context=True)
async def forget_failed_jobs(context, timestamp):
    """Every night: remove jobs that failed, or were cancelled, more than 30 days ago. Others go when they are done."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="47 3 * * *")
@app.task(queueing_lock="prune_sessions")
def prune_sessions(timestamp):
    """Every night: forget where people were signed in once those sessions have ended."""
    sessions.prune()
