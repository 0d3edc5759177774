"""The admin's fields to pick a row by typing: what is sent there and is no number of a row picks nothing."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

LONGEST = 18  # digits that surely fit a key


class SoundValues:
    """Django looks up what was sent as it came, to show it again, and fails where no key can look like that."""

    def optgroups(self, name, value, attr=None):
        """The choices, of rows whose keys are among the numbers of `value`."""
        sound = [one for one in value if str(one).isascii() and str(one).isdecimal() and len(str(one)) <= LONGEST]
        return super().optgroups(name, sound, attr)


class Picker(SoundValues, AutocompleteSelect):
    """One row."""


class PickerOfMany(SoundValues, AutocompleteSelectMultiple):
    """Any number of rows."""


class Picking:
    """For an admin class or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A field to pick one row."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Picker(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """A field to pick several."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PickerOfMany(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)
