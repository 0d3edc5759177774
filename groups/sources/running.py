"""One run of one source, from its address to its report. Whatever is wrong there ends in a sentence, never in a mess:
a run is stored whole or not at all."""

import logging
from datetime import timedelta
from time import perf_counter

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.choices import RunOutcome, Trust
from groups.fetching import FetchError, fetch
from groups.importing import ImportBusyError, Missing, TooMuchMissingError, import_records
from groups.interop.formats import FORMATS
from groups.interop.reading import UnreadableFileError
from groups.models import ImportSource, SourceRun
from groups.sources.breaking import FAILURES_TO_PAUSE, wait_after
from groups.sources.report import counts_of, report_of
from groups.sources.telling import tell_admins

RUNS_TO_WITHDRAW = 2
LET_THROUGH = Missing(after=1, most=1.0)
"""Somebody has looked: what is missing is gone now, however much it is; but for an empty file."""

logger = logging.getLogger(__name__)


def due(now=None):
    """The keys of the sources to be asked now."""
    return list(ImportSource.objects.due(now or timezone.now()).values_list("pk", flat=True))


def run(source, *, now=None, write=True):
    """Ask `source` for its file and bring it in, or only try to without `write`; answers the `SourceRun`, stored.

    None where another run of the same source is under way. Raises nothing that the source could cause.
    """
    now, begun, away = now or timezone.now(), perf_counter(), timedelta()
    made = SourceRun(source=source, started_at=now)
    if write:  # what kills this process is not asked again at once
        _save(source, due_at=now + wait_after(1, source.every_hours))
    try:
        fetched = _bring(source, made, now=now, write=write)
    except ImportBusyError:
        return None
    except TooMuchMissingError as error:
        made.outcome, made.sentence = RunOutcome.STOPPED, str(error)
        made.counts, made.report = counts_of(error.summary), report_of(error.summary)
        fetched = None
    except (FetchError, UnreadableFileError) as error:
        made.outcome, made.sentence, fetched = RunOutcome.FAILED, str(error), None
        away = timedelta(seconds=getattr(error, "retry_after", 0))
    except Exception as error:  # a file nobody thought of must stop neither the others nor the next run
        logger.warning("The source %s could not be brought in: %s", source.slug, type(error).__name__, exc_info=error)
        made.outcome, made.sentence = RunOutcome.FAILED, _("The file holds something that was not expected.")
        fetched = None
    made.seconds = round(perf_counter() - begun, 2)
    made.save()
    if write:
        _follow(source, made, fetched, now, away)
    return made


def _bring(source, made, *, now, write):
    """Fetch and import; fills in what came of it and answers what the server said of the file."""
    fetched = fetch(source.address, **(_known(source) if write else {}))
    if fetched.file is None:
        made.outcome = RunOutcome.SAME
        return fetched
    summary = import_records(
        FORMATS[source.format].load(fetched.file),
        source=source,
        write=write,
        pending=source.trust == Trust.QUEUE,
        proposes=source.trust == Trust.QUEUE,
        missing=LET_THROUGH if source.may_lose_many else Missing(RUNS_TO_WITHDRAW, settings.SOURCES_MOST_MISSING),
        whole=True,
        now=now,
    )
    made.outcome = RunOutcome.DONE if write else RunOutcome.TRIED
    made.counts, made.report = counts_of(summary), report_of(summary)
    return fetched


def _known(source):
    """What to tell the server of the file we have; nothing while something is missing in it, or its word is asked
    for, which only a file read anew can settle."""
    if source.entries.filter(Q(missing_runs__gt=0, is_withdrawn=False) | Q(digest="")).exists():
        return {}
    return {"etag": source.etag, "last_modified": source.last_modified}


def _follow(source, made, fetched, now, away):
    """After a real run: when the source is asked again, not before it has been left alone for as long as it said
    (`away`), and who hears of it."""
    if made.outcome in (RunOutcome.DONE, RunOutcome.SAME):
        _went_well(source, made, fetched, now)
    elif made.outcome == RunOutcome.STOPPED:
        _save(source, due_at=now + timedelta(hours=source.every_hours), last_error=made.sentence)
        year, week, _day = timezone.localdate(now).isocalendar()
        tell_admins(source, made, key=f"source-stopped:{source.pk}:{year}-W{week:02}")
    else:
        failures = source.failures + 1
        wait = max(wait_after(failures, source.every_hours), away)
        _save(source, failures=failures, due_at=now + wait, last_error=made.sentence)
        if failures == FAILURES_TO_PAUSE:
            tell_admins(source, made, key=f"source-failed:{source.pk}:{made.pk}")


def _went_well(source, made, fetched, now):
    new = {"etag": fetched.etag, "last_modified": fetched.last_modified} if made.outcome == RunOutcome.DONE else {}
    _save(
        source,
        due_at=now + timedelta(hours=source.every_hours),
        fetched_at=now,
        failures=0,
        last_error="",
        **({"may_lose_many": False} if source.may_lose_many else {}),
        **new,
    )


def _save(source, **values):
    for name, value in values.items():
        setattr(source, name, value)
    source.save(update_fields=list(values))


def forget(before):
    """Delete the reports of runs begun before the aware moment `before`, but for the latest of each source."""
    latest = SourceRun.objects.order_by("source_id", "-started_at", "-pk").distinct("source_id")
    SourceRun.objects.filter(started_at__lt=before).exclude(pk__in=list(latest.values_list("pk", flat=True))).delete()
