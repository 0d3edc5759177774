"""Where listings came from, and bringing more of them in from a file."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from accounts.permissions import is_admin
from groups.admin.import_form import ImportForm
from groups.importing import ImportBusyError, import_records
from groups.interop.formats import FORMATS
from groups.interop.reading import UnreadableFileError
from groups.management.commands.import_listings import problems_told, source_of, told
from groups.models import ImportProblem, ImportSource


@admin.register(ImportSource)
class ImportSourceAdmin(admin.ModelAdmin):
    list_display = ["name", "as_of", "licence", "is_sample"]
    search_fields = ["name"]
    change_list_template = "admin/groups/importsource/change_list.html"

    def get_urls(self):
        page = self.admin_site.admin_view(self.import_page)
        return [path("import/", page, name="groups_importsource_import"), *super().get_urls()]

    def import_page(self, request):
        """Try a file and see the report; then bring the same file in for real."""
        if not is_admin(request.user):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        context = self.admin_site.each_context(request) | {"title": _("Import listings"), "opts": self.opts}
        if request.method == "POST" and form.is_valid():
            context["report"] = self.run(request, form)
        return render(request, "admin/groups/importsource/import.html", context | {"form": form})

    def run(self, request, form):
        """Have the importer read the file; answers the lines of its report, none where it could not be read."""
        answer = form.cleaned_data
        try:
            summary = import_records(
                FORMATS[answer["format"]].load(answer["file"].open()),
                source=source_of(answer["format"], form.options),
                write=form.is_real,
                pending=form.is_real and answer["pending"],
            )
        except (UnreadableFileError, ImportBusyError, CommandError) as error:
            form.add_error("file", str(error))
            return []
        if form.is_real:
            messages.success(request, _("Saved."))
        else:
            form.remember()
        return [*told(summary), *problems_told(summary)]


@admin.register(ImportProblem)
class ImportProblemAdmin(admin.ModelAdmin):
    list_display = ["source", "source_ref", "field", "sentence"]
    list_filter = ["source", "field"]
    list_select_related = ["source"]
    search_fields = ["sentence", "source_ref"]
    show_full_result_count = False
