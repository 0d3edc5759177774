"""What was erased and is not in the journal yet: a mark that says nothing to who does not have our secret."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """One row that was erased, on its way into the journal, which no backup holds; see `accounts.erasures`."""

    kind = models.CharField(_("kind of row"), max_length=100)
    mark = models.CharField(_("keyed mark"), max_length=64)
    erased_on = models.DateField(_("erased on"))

    class Meta:
        verbose_name = _("erasure on its way")
        verbose_name_plural = _("erasures on their way")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.erased_on} {self.kind}"
