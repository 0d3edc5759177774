import django.contrib.postgres.indexes
import django.db.models.deletion
import groups.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("groups", "0001_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name="GazetteerRelease",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("version", models.CharField(max_length=64, verbose_name="version")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="loaded at")),
            ],
            options={
                "verbose_name": "gazetteer release",
                "verbose_name_plural": "gazetteer releases",
            },
        ),
        migrations.CreateModel(
            name="GeocoderAnswer",
            fields=[
                (
                    "question_hash",
                    models.CharField(
                        max_length=64, primary_key=True, serialize=False, verbose_name="hash of the question"
                    ),
                ),
                ("answers", models.JSONField(default=list, verbose_name="answers")),
                ("asked_at", models.DateTimeField(db_index=True, verbose_name="asked at")),
            ],
            options={
                "verbose_name": "geocoder answer",
                "verbose_name_plural": "geocoder answers",
            },
        ),
        migrations.CreateModel(
            name="GeocoderTurn",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("taken_at", models.DateTimeField(verbose_name="taken at")),
            ],
            options={
                "verbose_name": "geocoder turn",
                "verbose_name_plural": "geocoder turns",
            },
        ),
        migrations.CreateModel(
            name="PostalCode",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "code", "country", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=12, verbose_name="postal code")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("place_name", models.TextField(blank=True, verbose_name="place")),
                ("region_code", models.CharField(blank=True, max_length=10, verbose_name="region code")),
                ("region_name", models.TextField(blank=True, verbose_name="region")),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lon", models.FloatField(verbose_name="longitude")),
                ("timezone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "is_coarse",
                    models.BooleanField(
                        default=False,
                        help_text="Stands for the first half of the code only: 1 to 3 km.",
                        verbose_name="coarse",
                    ),
                ),
            ],
            options={
                "verbose_name": "postal code",
                "verbose_name_plural": "postal codes",
            },
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                (
                    "id",
                    models.BigIntegerField(primary_key=True, serialize=False, verbose_name="GeoNames number"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "City or town"),
                            ("district", "District"),
                            ("region", "Region"),
                            ("country", "Country"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.TextField(verbose_name="name")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("region_code", models.CharField(blank=True, max_length=10, verbose_name="region code")),
                ("region_name", models.TextField(blank=True, verbose_name="region")),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lon", models.FloatField(verbose_name="longitude")),
                (
                    "radius_km",
                    models.FloatField(
                        help_text="For regions and countries: reaches nine of ten people there.",
                        null=True,
                        verbose_name="radius in km",
                    ),
                ),
                ("population", models.BigIntegerField(default=0, verbose_name="population")),
                ("timezone", models.CharField(max_length=40, verbose_name="time zone")),
                (
                    "pos",
                    models.GeneratedField(
                        db_persist=True,
                        expression=groups.models.fields.SphereCube("lat", "lon"),
                        output_field=groups.models.fields.CubeField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "locality",
                "verbose_name_plural": "localities",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        condition=models.Q(("kind__in", ["city", "district"])),
                        fields=["pos"],
                        name="locality_pos",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalityName",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "locality", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.TextField(db_collation="C", verbose_name="folded name")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                (
                    "weight",
                    models.BigIntegerField(
                        help_text="Population; less where the name is a by-name.", verbose_name="weight"
                    ),
                ),
                ("is_primary", models.BooleanField(default=False, verbose_name="usual name")),
                (
                    "locality",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="names",
                        to="groups.locality",
                    ),
                ),
            ],
            options={
                "verbose_name": "place name",
                "verbose_name_plural": "place names",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("is_primary", True)),
                        fields=["key"],
                        name="locality_name_trigrams",
                        opclasses=["gin_trgm_ops"],
                    )
                ],
            },
        ),
    ]
