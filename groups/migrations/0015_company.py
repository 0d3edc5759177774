import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import groups.models.secret


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0014_news_of_saved_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matched_at", models.DateTimeField(auto_now_add=True, verbose_name="put together")),
                (
                    "matched_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="put together by",
                    ),
                ),
            ],
            options={
                "verbose_name": "two who go together",
                "verbose_name_plural": "people who go together",
                "ordering": ["matched_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("offers", "I offer it"), ("wishes", "I wish for it")],
                        max_length=6,
                        verbose_name="offered or wished",
                    ),
                ),
                (
                    "company",
                    models.CharField(
                        choices=[
                            ("walk", "Walk together"),
                            ("sit", "Sit together"),
                            ("ride", "Share a bus ride"),
                        ],
                        max_length=4,
                        verbose_name="what together",
                    ),
                ),
                ("is_adult", models.BooleanField(default=False, verbose_name="I am 18 or older")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="said")),
                (
                    "digest",
                    groups.models.secret.DigestField(
                        blank=True, editable=False, max_length=64, verbose_name="digest of its token"
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[("safe", "I am back safe"), ("wrong", "Something was wrong")],
                        max_length=5,
                        verbose_name="how it was",
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="groups.booking"
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offers",
                        to="groups.match",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer or wish",
                "verbose_name_plural": "offers and wishes",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest", ""), _negated=True), fields=["digest"], name="offer_by_digest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booking", "company"),
                        name="offer_once",
                        violation_error_message="You have said this already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_adult", True)),
                        name="offer_by_an_adult",
                        violation_error_message="This is for people who are 18 or older.",
                    ),
                ],
            },
        ),
    ]
