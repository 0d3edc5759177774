"""Places of the world, kept here so that "where?" is answered without asking anybody outside.

`Locality`, `LocalityName` and `PostalCode` are reference data from GeoNames (CC BY 4.0), loaded and replaced
as a whole by `manage.py load_gazetteer`. No table may hold a database foreign key to them.
"""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models.fields import ChordTo, CubeField, SphereCube, cube_at


class LocalityKind(models.TextChoices):
    CITY = "city", _("City or town")
    DISTRICT = "district", _("District")
    REGION = "region", _("Region")
    COUNTRY = "country", _("Country")


class LocalityQuerySet(models.QuerySet):
    def settled(self):
        """Towns and districts: places that have one middle, unlike regions and countries."""
        return self.filter(kind__in=[LocalityKind.CITY, LocalityKind.DISTRICT])

    def nearest_to(self, point):
        """Nearest first; `chord` is the straight line through the Earth in metres."""
        return self.alias(chord=ChordTo("pos", cube_at(point))).order_by("chord")


class Locality(models.Model):
    """A town, district, region or country. `region_code` is the end of an ISO 3166-2 code, where known."""

    id = models.BigIntegerField(_("GeoNames number"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=8, choices=LocalityKind)
    name = models.TextField(_("name"))
    country = models.CharField(_("country"), max_length=2)
    region_code = models.CharField(_("region code"), max_length=10, blank=True)
    region_name = models.TextField(_("region"), blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    radius_km = models.FloatField(
        _("radius in km"),
        null=True,
        help_text=_("For regions and countries: reaches nine of ten people there."),
    )
    population = models.BigIntegerField(_("population"), default=0)
    timezone = models.CharField(_("time zone"), max_length=40)
    pos = models.GeneratedField(
        expression=SphereCube("lat", "lon"), output_field=CubeField(), db_persist=True, editable=False
    )

    objects = LocalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        indexes = [
            GistIndex(
                fields=["pos"],
                name="locality_pos",
                condition=models.Q(kind__in=[LocalityKind.CITY, LocalityKind.DISTRICT]),
            )
        ]

    def __str__(self):
        return self.name


class LocalityNameQuerySet(models.QuerySet):
    def named(self, key):
        """Exactly this name (a key as made by `gazetteer.name_key`), greatest place first."""
        return self.filter(key=key).order_by("-weight")

    def beginning(self, prefix):
        """Names that begin so, greatest place first."""
        return self.filter(key__startswith=prefix).order_by("-weight")


class LocalityName(models.Model):
    """One searchable name of a place, folded to a key: lower case, no accents, no punctuation.

    The key is compared byte by byte (collation C), so that the primary key's index also answers prefixes.
    """

    pk = models.CompositePrimaryKey("key", "locality")
    key = models.TextField(_("folded name"), db_collation="C")
    locality = models.ForeignKey(Locality, models.DO_NOTHING, related_name="names", db_constraint=False, db_index=False)
    country = models.CharField(_("country"), max_length=2)
    weight = models.BigIntegerField(_("weight"), help_text=_("Population; less where the name is a by-name."))
    is_primary = models.BooleanField(_("usual name"), default=False)

    objects = LocalityNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
        indexes = [
            GinIndex(
                fields=["key"],
                opclasses=["gin_trgm_ops"],
                name="locality_name_trigrams",
                condition=models.Q(is_primary=True),
            )
        ]

    def __str__(self):
        return self.key


class PostalCode(models.Model):
    """Middle of a postal code's area. `code` is upper case without spaces or dashes."""

    pk = models.CompositePrimaryKey("code", "country")
    code = models.CharField(_("postal code"), max_length=12, db_collation="C")
    country = models.CharField(_("country"), max_length=2)
    place_name = models.TextField(_("place"), blank=True)
    region_code = models.CharField(_("region code"), max_length=10, blank=True)
    region_name = models.TextField(_("region"), blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    timezone = models.CharField(_("time zone"), max_length=40)
    is_coarse = models.BooleanField(
        _("coarse"), default=False, help_text=_("Stands for the first half of the code only: 1 to 3 km.")
    )

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")

    def __str__(self):
        return f"{self.code} {self.country}"


class GazetteerRelease(models.Model):
    """Which data file the gazetteer was loaded from; at most one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.CharField(_("version"), max_length=64)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        verbose_name = _("gazetteer release")
        verbose_name_plural = _("gazetteer releases")

    def __str__(self):
        return self.version


class GeocoderAnswer(models.Model):
    """What the outside geocoder said, for 30 days. The question is stored only as a keyed hash."""

    question_hash = models.CharField(_("hash of the question"), max_length=64, primary_key=True)
    answers = models.JSONField(_("answers"), default=list)
    asked_at = models.DateTimeField(_("asked at"), db_index=True)

    class Meta:
        verbose_name = _("geocoder answer")
        verbose_name_plural = _("geocoder answers")

    def __str__(self):
        return self.question_hash[:8]


class GeocoderTurn(models.Model):
    """When the whole site last asked the outside geocoder; one row, locked while a turn is taken."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    taken_at = models.DateTimeField(_("taken at"))

    class Meta:
        verbose_name = _("geocoder turn")
        verbose_name_plural = _("geocoder turns")

    def __str__(self):
        return str(self.taken_at)
