"""What is near each town and in each region, for planners."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0024_first_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaSupply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("region_code", models.CharField(blank=True, max_length=10, verbose_name="region code")),
                ("tag", models.IntegerField(verbose_name="tag")),
                ("listings", models.PositiveIntegerField(verbose_name="listings")),
                ("informal", models.PositiveIntegerField(verbose_name="informal ones among them")),
            ],
            options={
                "verbose_name": "supply of a region",
                "verbose_name_plural": "supply of regions",
                "ordering": ["country", "region_code", "tag", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("country", "region_code", "tag"), name="area_supply_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TownReach",
            fields=[
                ("town", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="GeoNames number")),
                ("name", models.TextField(verbose_name="name")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("region_code", models.CharField(blank=True, max_length=10, verbose_name="region code")),
                ("lat", models.FloatField(verbose_name="latitude")),
                ("lon", models.FloatField(verbose_name="longitude")),
                ("population", models.BigIntegerField(verbose_name="population")),
                ("any_km", models.FloatField(null=True, verbose_name="anything")),
                ("formal_km", models.FloatField(null=True, verbose_name="a formal service")),
                ("informal_km", models.FloatField(null=True, verbose_name="an informal meetup")),
                ("evening_km", models.FloatField(null=True, verbose_name="in the evening")),
                ("weekend_km", models.FloatField(null=True, verbose_name="at the weekend")),
            ],
            options={
                "verbose_name": "reach of a town",
                "verbose_name_plural": "reach of towns",
                "ordering": ["country", "name", "pk"],
                "indexes": [models.Index(fields=["country", "region_code"], name="town_reach_by_region")],
            },
        ),
    ]
