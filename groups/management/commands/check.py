"""Django's own check, which also knows the tag "content": facts that age, for an operator to look at now and then."""

from django.core import checks
from django.core.management.commands import check

from groups import ageing
from groups.crisis import CONTENT_TAG, check_content
from groups.insights.evidence import check_sources


class Command(check.Command):
    help = check.Command.help + " With `--tag content`: facts that age, such as crisis lines and sources."

    def handle(self, *app_labels, **options):
        if CONTENT_TAG in (options["tags"] or ()):  # on every other call these would only be noise
            for function in (check_content, check_sources, *ageing.CHECKS):
                checks.register(function, CONTENT_TAG)
        return super().handle(*app_labels, **options)
