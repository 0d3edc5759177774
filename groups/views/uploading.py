"""Many listings at once: bring a table, say what its columns are, look at what would become of it, bring it in."""

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import member_required
from groups import limits, tasks, uploading
from groups.choices import RowFate, RowGap, UploadStep
from groups.forms.uploading import ColumnsForm, PageForm, TableForm
from groups.models import Upload
from groups.uploading import refused

UPLOADS_SHOWN = 20
PAGE_SIZE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def many(request):
    """The tables somebody brought, and the form to bring one. Nothing is kept of a file that cannot be read."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    status = 200
    if request.method == "POST" and not limits.within(request, "uploading", key=f"person {request.user.pk}"):
        form = TableForm()
        form.limit = _("That was a lot for one day. Please go on tomorrow.")
        status = 429
    elif form.is_valid():
        upload = uploading.receive(form.table, form.cleaned_data["file"].name, by=request.user)
        return redirect("post-many-table", upload.public_id)
    uploads = Upload.objects.filter(owner=request.user).annotate(row_count=Count("rows"))[:UPLOADS_SHOWN]
    return render(request, "groups/uploading/many.html", {"form": form, "uploads": uploads}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def table(request, table_id):
    """One table at the step it has reached; a POST says what its columns are and has its rows looked at."""
    upload = own(request, table_id)
    if request.method == "POST":
        form = ColumnsForm(request.POST, upload=upload)
        if form.is_valid():
            start_check(upload, form.mapping)
            return redirect("post-many-table", table_id)
        return render(request, "groups/uploading/columns.html", {"upload": upload, "form": form})
    if upload.step == UploadStep.COLUMNS:
        return render(request, "groups/uploading/columns.html", {"upload": upload, "form": ColumnsForm(upload=upload)})
    template = "report.html#work" if request.htmx and upload.is_at_work else "report.html"
    answer = render(request, f"groups/uploading/{template}", report(request, upload))
    if request.htmx and not upload.is_at_work:
        answer["HX-Refresh"] = "true"
    return answer


@never_cache
@require_safe
@member_required
def columns(request, table_id):
    """What the columns are, once more, after the rows were looked at."""
    upload = own(request, table_id)
    if upload.step != UploadStep.CHECKED:
        return redirect("post-many-table", table_id)
    return render(request, "groups/uploading/columns.html", {"upload": upload, "form": ColumnsForm(upload=upload)})


@require_POST
@member_required
def bring_in(request, table_id):
    """Have the rows that can be taken brought in."""
    upload = own(request, table_id)
    with transaction.atomic():
        if uploading.go_ahead(upload):
            tasks.bring_table_in.configure(lock=lock_of(upload)).defer(pk=upload.pk)
    return redirect("post-many-table", table_id)


@never_cache
@require_safe
@member_required
def refused_csv(request, table_id):
    """The rows that were not taken, each with what is wrong: mend them there and bring that file."""
    upload = own(request, table_id)
    headers = {"Content-Disposition": f'attachment; filename="not-taken-{upload.public_id}.csv"'}
    return StreamingHttpResponse(refused.lines(upload), content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@member_required
def throw_away(request, table_id):
    """Erase a table; the listings that came of it stay."""
    uploading.throw_away(own(request, table_id))
    return redirect("post-many")


def own(request, table_id):
    """A table of who asks; for others it is not there."""
    return get_object_or_404(Upload, public_id=table_id, owner=request.user)


@transaction.atomic
def start_check(upload, mapping):
    if uploading.take_columns(upload, mapping):
        tasks.check_table.configure(lock=lock_of(upload)).defer(pk=upload.pk)


def lock_of(upload):
    """Tables of one person are worked on one after the other."""
    return f"tables of {upload.owner_id}"


def report(request, upload):
    """How far a table has come, and a page of its rows: those with something to say first."""
    asked = PageForm(request.GET)
    number = asked.cleaned_data["page"] if asked.is_valid() else 1
    told = upload.rows.exclude(sentences=[]).order_by("number", "pk")
    fates = upload.counts or upload.rows.fates()
    rows = upload.rows.count()
    waiting = upload.rows.filter(is_done=False).exclude(fate=RowFate.REFUSED).count()
    is_bringing = upload.step == UploadStep.BRINGING
    return {
        "upload": upload,
        "page": Paginator(told, PAGE_SIZE).get_page(number or 1),
        "counts": [(fate, fates.get(fate.value, 0)) for fate in RowFate],
        "gaps": [(gap, number) for gap in RowGap if (number := upload.rows.lacking(gap).count())],
        "rows": rows,
        "looked_at": rows - waiting if is_bringing else rows - fates.get("", 0),
        "can_bring": upload.step == UploadStep.CHECKED and fates.get(RowFate.NEW, 0) + fates.get(RowFate.CHANGED, 0),
        "refused": fates.get(RowFate.REFUSED, 0),
    }
