"""Other directories that are asked on a schedule: what each brought, and adding one. Every moderator may look; who
moderates everywhere may change."""

from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from accounts.permissions import moderates_everywhere, moderator_required
from groups import sources
from groups.forms.sources import ActForm, SourceForm
from groups.models import ImportSource, SourceRun
from groups.tasks import fetch_source

RUNS_SHOWN = 10


def everywhere_required(view):
    """Only for moderators without an area; for others the page does not exist."""

    @moderator_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not moderates_everywhere(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@moderator_required
def index(request):
    """All sources with their state and what the last run brought."""
    latest = SourceRun.objects.order_by("source_id", "-started_at", "-pk").distinct("source_id").defer("report")
    known = ImportSource.objects.annotate(listing_count=Count("entries", filter=Q(entries__is_withdrawn=False)))
    known = known.prefetch_related(Prefetch("runs", queryset=latest, to_attr="latest")).order_by("name", "pk")
    context = {"sources": known, "at_work": _at_work(), "may_change": moderates_everywhere(request.user)}
    return render(request, "groups/sources/index.html", context)


@require_safe
@moderator_required
def source(request, slug):
    """One source: its state, what can be done, and the reports of its last runs."""
    one = get_object_or_404(ImportSource.objects.select_related("mirrors"), slug=slug)
    runs = list(one.runs.all()[:RUNS_SHOWN])
    may_change = moderates_everywhere(request.user)
    context = {"source": one, "runs": runs, "at_work": _at_work(), "may_change": may_change}
    context["concealed"] = sources.concealed_here(one, sources.refs_kept(runs, "place"))
    return render(request, "groups/sources/source.html", context)


def _at_work():
    """The keys of the sources that a job has in hand or is to take up next: `ask` those asked, `try` those tried."""
    jobs = ProcrastinateJob.objects.filter(task_name=fetch_source.name, status__in=["todo", "doing"])
    keys = {"ask": set(), "try": set()}
    for args in jobs.values_list("args", flat=True):
        keys["ask" if args.get("write", True) else "try"].add(args["pk"])
    return keys


@everywhere_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Add a source. It is tried at once, and asked on its schedule only when somebody switches that on."""
    return _edited(request, ImportSource(), "groups/sources/new.html")


@everywhere_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    """Change a source."""
    return _edited(request, get_object_or_404(ImportSource, slug=slug), "groups/sources/edit.html")


def _edited(request, one, template):
    form = SourceForm(request.POST if request.method == "POST" else None, instance=one)
    if request.method == "POST" and form.is_valid():
        form.save()
        _try(one)
        messages.success(request, _("Kept. It is being tried now; nothing of it is public. Load this page again soon."))
        return redirect("source", one.slug)
    return render(request, template, {"form": form, "source": one})


@require_POST
@everywhere_required
def act(request, slug):
    """Try it, ask it now, switch its schedule on or off, let through what was stopped, or take its word for a fact."""
    one = get_object_or_404(ImportSource.objects.exclude(address=""), slug=slug)
    form = ActForm(request.POST, source=one)
    if form.is_valid():
        verb, said = ACTS[form.cleaned_data["act"]]
        with transaction.atomic():
            verb(one, **form.details)
            if one.is_active and form.cleaned_data["act"] in ASKING:
                _ask(one)
        messages.success(request, said)
    else:
        messages.error(request, _("That could not be done. Please look at the page once more."))
    return redirect("source", one.slug)


def _try(one):
    """Have a job try the source, and keep nothing."""
    _queue(f"try-source-{one.pk}", pk=one.pk, write=False)


def _ask(one):
    """Have a job ask the source at once, without a wait for the next look at what is due."""
    _queue(f"source-{one.pk}", pk=one.pk)


def _queue(lock, **details):
    """Queue a job under `lock`; once is enough where one waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        fetch_source.configure(queueing_lock=lock).defer(**details)


ACTS = {
    "try": (_try, gettext_lazy("It is being tried now; nothing is kept.")),
    "ask": (sources.ask_now, gettext_lazy("It is being asked now.")),
    "on": (
        lambda one: sources.switch(one, on=True),
        gettext_lazy("It is being asked now, and on its schedule from now on."),
    ),
    "off": (lambda one: sources.switch(one, on=False), gettext_lazy("It is not asked any more. Its listings stay.")),
    "let-through": (sources.let_through, gettext_lazy("It is being asked now, and may withdraw them.")),
    "take": (sources.take_word, gettext_lazy("The next run takes what the source says.")),
}
ASKING = ("ask", "on", "let-through", "take")
"""Acts after which a source that is on its schedule is asked at once."""
