"""Commas and full stops of the language of the page, for what stands side by side in a template."""

from django import template

from groups import punctuation

register = template.Library()

register.simple_tag(punctuation.comma, name="comma")
register.simple_tag(punctuation.full_stop, name="full_stop")
register.filter("by_commas", punctuation.by_commas)
register.filter("by_semicolons", punctuation.by_semicolons)
register.filter("sentence", punctuation.sentence)
