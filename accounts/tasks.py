"""Jobs about mail, and the care for jobs themselves. Each is thin: the verb it calls does the work."""

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from accounts import delivery, erasures, outbox
from supportfinder import retention

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


@app.periodic(cron="9-59/10 * * * *")
@app.task(queueing_lock="write_erasures")
def write_erasures(timestamp):
    """Every ten minutes: marks of erasures that could not go into their journal.

    Raises RuntimeError while they cannot: a failed job is what `/healthz` shows.
    """
    if not erasures.write():
        raise RuntimeError("The journal of erasures cannot be written.")


@app.periodic(cron="51 3 * * *")
@app.task(queueing_lock="apply_retention")
def apply_retention(timestamp):
    """Every night: whatever is kept about people and has outlived its period goes; see `manage.py retention`."""
    retention.apply(timezone.now())


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="forget_failed_jobs", pass_context=True)
async def forget_failed_jobs(context, timestamp):
    """Every night: remove jobs that failed, or were cancelled, more than 30 days ago. Others go when they are done."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
