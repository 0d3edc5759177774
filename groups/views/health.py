"""Whether the site can do its work, for a watching program: not who uses it, nor how many."""

import functools
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinatePeriodicDefer
from psycopg import Error as DriverError
from psycopg_pool import PoolTimeout

from accounts.models import Mail
from supportfinder.backup import keeping

CONNECT_SECONDS = 0.5
HEARTBEAT = "accounts.tasks.sweep_outbox"  # queued every minute, but never while the one before still waits
SILENT_AFTER = timedelta(minutes=5)
FAILED_WITHIN = timedelta(days=1)
LATE_AFTER = timedelta(minutes=15)


@never_cache
@require_safe
def healthz(request):
    """One word each for database, jobs, mail, files and backup, within a second: 503 when one that counts is not ok.

    While the database has a problem jobs and mail are "unknown". The backup counts where settings.BACKUP_OLD_FAILS: the
    site does its work without one, and whoever sends backups elsewhere has none to show here.
    """
    database = _database()
    known = database == "ok"
    words = {
        "database": database,
        "jobs": _jobs() if known else "unknown",
        "mail": _mail() if known else "unknown",
        "files": _files(),
    }
    backup = _backup()
    counted = {*words.values(), backup} if settings.BACKUP_OLD_FAILS else set(words.values())
    return JsonResponse(words | {"backup": backup}, status=200 if counted == {"ok"} else 503)


def _database():
    """ok, unreachable, not migrated, or no cache."""
    try:
        connection.pool.open()  # this may be the first thing that this process does
        connection.pool.check()  # drops what a restarted database cut, for which the pool itself waits a second
        # Ordinary queries wait longer for a connection than whoever asks here has time.
        with connection.pool.connection(timeout=CONNECT_SECONDS) as trial:
            trial.execute("SELECT 1")
        applied = MigrationRecorder(connection).applied_migrations()
    except (DatabaseError, DriverError, PoolTimeout):
        return "unreachable"
    if not _migrations() <= set(applied):
        return "not migrated"
    try:
        cache.get("healthz")
    except DatabaseError:
        return "no cache"
    return "ok"


@functools.cache
def _migrations():
    """The migrations of this program, as (app, name)."""
    return set(MigrationLoader(None).disk_migrations)


def _jobs():
    """ok; silent when nobody takes them up; failed when one did within a day and waits for somebody to look."""
    now = timezone.now()
    beats = ProcrastinatePeriodicDefer.objects.filter(task_name=HEARTBEAT)
    if not beats.filter(defer_timestamp__gte=int((now - SILENT_AFTER).timestamp())).exists():
        return "silent"
    failures = ProcrastinateEvent.objects.filter(job__status="failed", type="failed", at__gte=now - FAILED_WITHIN)
    return "failed" if failures.exists() else "ok"


def _mail():
    """ok; late when mail is not sent, or the mail server is away, for 15 minutes."""
    return "late" if Mail.objects.late(timezone.now() - LATE_AFTER).exists() else "ok"


def _files():
    """ok; missing when styles and scripts that pages name are not there: pages come without their looks."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return "ok"  # their names are those of the sources
    names = staticfiles_storage.hashed_files.values()
    return "ok" if names and all(map(staticfiles_storage.exists, names)) else "missing"


def _backup():
    """ok; old when the last whole one is from before BACKUP_OLD_DAYS; none; unknown when its folder cannot be read."""
    try:
        moments = [moment for path in Path(settings.BACKUP_FOLDER).iterdir() if (moment := keeping.made(path))]
    except FileNotFoundError:
        return "none"
    except OSError:
        return "unknown"
    if not moments:
        return "none"
    return "old" if max(moments) < timezone.now() - timedelta(days=settings.BACKUP_OLD_DAYS) else "ok"
