"""The words of the directory: what a typed word is compared with where nothing holds it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

MIN_LETTERS, MAX_LETTERS = 4, 40
FAR_MORE = 100
"""In so many times as many listings: then a word is likelier to be meant than one that is nearly the same."""


class Word(models.Model):
    """One word as search sees it: lower case, no accents. Derived: `groups.vocabulary.refresh` writes it.

    The text is compared byte by byte (collation C), so that the index of its uniqueness also answers beginnings.
    """

    text = models.TextField(_("folded word"), db_collation="C")
    listings = models.PositiveIntegerField(_("listings that hold it"))

    class Meta:
        verbose_name = _("word of the directory")
        verbose_name_plural = _("words of the directory")
        constraints = [models.UniqueConstraint(fields=["text"], name="word_once")]
        indexes = [GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="word_trigrams")]

    def __str__(self):
        return self.text
