"""What a card and the script say about what could make it hard to come."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from groups.barriers import BARRIERS, Reading, readings

register = template.Library()

EASED = '<li class="eased" data-barrier="{}" data-sign="{}"><strong>{}:</strong> {}</li>'
LEFT = '<li class="left" data-barrier="{}"><strong>{}:</strong> {}</li>'


@register.simple_tag
def barrier_questions():
    """All barriers, to be ticked."""
    return BARRIERS


@register.simple_tag
def barrier_lines():
    """Every line that a card could say, for the script to choose from as `card_lines` does."""
    return all_lines(get_language())


@lru_cache
def all_lines(language):
    """They are the same on every page in one language, and cost more to put together than the cards do."""
    whole = (lines(Reading(barrier, barrier.eases)) + left_line(barrier) for barrier in BARRIERS)
    return mark_safe("".join(whole))


def card_lines(signs, hard):
    """What a card says about the barriers in `hard` (slugs), as list items, where a listing has these `signs`."""
    return mark_safe("".join(lines(reading) or left_line(reading.barrier) for reading in readings(hard, signs)))


def lines(reading):
    """What eases one barrier; empty where nothing does."""
    one = reading.barrier
    return format_html_join("", EASED, ((one.slug, sign, one.label, words) for sign, words in reading.eases))


def left_line(barrier):
    return format_html(LEFT, barrier.slug, barrier.label, barrier.left)
