"""Practical help on the page of a listing."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from groups.models import PracticalHelp
from groups.models.helping import NEEDS_ORGANIZATION


class PromisedHelp(BaseInlineFormSet):
    """Help is promised by the organization that the listing has once it is saved."""

    def clean(self):
        super().clean()
        given = [form for form in self.forms if form.has_changed() or form.instance.pk]
        left = [form for form in given if form not in self.deleted_forms]
        if left and self.instance.organization_id is None:
            raise ValidationError(NEEDS_ORGANIZATION)


class PracticalHelpInline(admin.TabularInline):
    model = PracticalHelp
    formset = PromisedHelp
    extra = 0
