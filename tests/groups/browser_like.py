"""What a browser sends when somebody opens a form and presses the button without touching anything."""

from django.forms import CheckboxInput, Textarea


def sent_by(form):
    """The fields of an unbound form as a browser would post them."""
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list):
            data[field.html_name] = [str(one) for one in value]
        elif not (isinstance(field.field.widget, CheckboxInput) and not value):
            text = "" if value is None else str(value)
            data[field.html_name] = text.replace("\n", "\r\n") if isinstance(field.field.widget, Textarea) else text
    return data


def reposted(form_class, value, *, changes=None, **options):
    """The form bound to what a browser sends of `value`, with `changes` (prefixed names) made by hand."""
    initial = form_class.initial_from(value)
    data = sent_by(form_class(initial=initial, **options)) | (changes or {})
    return form_class(data, initial=initial, **options)


def round_trip(form_class, value, **options):
    """The section as it comes back from being opened and sent; the form's errors fail the test."""
    form = reposted(form_class, value, **options)
    assert form.is_valid(), form.errors
    return form.content()
