import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0025_reach_and_supply"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("booking", "Telling a group that you come"),
                    ("answers", "Saying what helped"),
                    ("check_ins", "Check-ins about how you are"),
                    ("circle", "Your circle of support"),
                ],
                max_length=10,
                verbose_name="to what",
            ),
        ),
        migrations.CreateModel(
            name="CircleEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="who")),
                (
                    "formality",
                    models.CharField(
                        blank=True,
                        choices=[("formal", "Formal service"), ("informal", "Informal meetup")],
                        max_length=8,
                        verbose_name="formal or informal",
                    ),
                ),
                (
                    "supports",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("emotional", "Someone to listen"),
                                ("informational", "Information and skills"),
                                ("instrumental", "Practical help"),
                                ("companionship", "Company"),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what they give",
                    ),
                ),
                ("times", models.CharField(blank=True, max_length=120, verbose_name="when, in own words")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "listing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.listing",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "one of a circle of support",
                "verbose_name_plural": "circles of support",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "listing"),
                        name="circle_listing_once",
                        violation_error_message="It is in your circle already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("listing__isnull", True)),
                        fields=("user", "words"),
                        name="circle_words_once",
                        violation_error_message="This name is in your circle already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("formality", ""), ("listing__isnull", False), ("words", "")),
                            models.Q(
                                ("listing__isnull", True),
                                models.Q(("words", ""), _negated=True),
                                models.Q(("formality", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="circle_listing_or_words",
                        violation_error_message="Choose a listing, or write who it is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircleGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=200, verbose_name="what I want to reach")),
                ("is_reached", models.BooleanField(default=False, verbose_name="reached")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_goals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "goal of a circle of support",
                "verbose_name_plural": "goals of circles of support",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "words"),
                        name="circle_goal_once",
                        violation_error_message="This is one of your goals already.",
                    )
                ],
            },
        ),
    ]
