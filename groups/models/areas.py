"""What there is near each town and in each region: derived every night, for the pages planners read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TownReach(models.Model):
    """Derived: how far it is from one town to the nearest listing where people meet; `groups.areas` writes it.

    One row for every town of 5,000 people or more in the gazetteer, whose number is `town`. Distances are kilometres
    over the surface, NULL where there is nothing near (see `groups.areas.refresh`). Confidential venues lend no
    distance: they count for the area they name and are near nothing.
    """

    town = models.BigIntegerField(_("GeoNames number"), primary_key=True)
    name = models.TextField(_("name"))
    country = models.CharField(_("country"), max_length=2)
    region_code = models.CharField(_("region code"), max_length=10, blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    population = models.BigIntegerField(_("population"))
    any_km = models.FloatField(_("anything"), null=True)
    formal_km = models.FloatField(_("a formal service"), null=True)
    informal_km = models.FloatField(_("an informal meetup"), null=True)
    evening_km = models.FloatField(_("in the evening"), null=True)
    weekend_km = models.FloatField(_("at the weekend"), null=True)

    class Meta:
        verbose_name = _("reach of a town")
        verbose_name_plural = _("reach of towns")
        ordering = ["country", "name", "pk"]
        indexes = [models.Index(fields=["country", "region_code"], name="town_reach_by_region")]

    def __str__(self):
        return self.name


class AreaSupply(models.Model):
    """Derived: how many listings where people meet have one tag in one region; `groups.areas` writes it.

    A listing belongs to the region of the nearest town. Under tag 0 all of them are counted.
    """

    country = models.CharField(_("country"), max_length=2)
    region_code = models.CharField(_("region code"), max_length=10, blank=True)
    tag = models.IntegerField(_("tag"))
    listings = models.PositiveIntegerField(_("listings"))
    informal = models.PositiveIntegerField(_("informal ones among them"))

    class Meta:
        verbose_name = _("supply of a region")
        verbose_name_plural = _("supply of regions")
        ordering = ["country", "region_code", "tag", "pk"]
        constraints = [models.UniqueConstraint(fields=["country", "region_code", "tag"], name="area_supply_once")]

    def __str__(self):
        return f"{self.country} {self.region_code}: {self.tag}"
