"""Helpers wanted, first visits told, and topics wished for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import groups.models.secret


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0021_fitting_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpersWanted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.TextField(max_length=400, verbose_name="what for")),
                ("how_to_say", models.CharField(max_length=250, verbose_name="how people say that they would like to")),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("is_public", models.BooleanField(default=False, verbose_name="shown to the public")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="helpers_wanted", to="groups.listing"
                    ),
                ),
            ],
            options={
                "verbose_name": "helpers wanted",
                "verbose_name_plural": "helpers wanted",
                "ordering": ["listing"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_public", True)), fields=["-since", "-id"], name="helpers_wanted_latest"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="helpers_wanted_in_order",
                        violation_error_message="The last day is before the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1200, verbose_name="how it was")),
                ("nickname", models.CharField(blank=True, max_length=40, verbose_name="name to show")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "digest",
                    groups.models.secret.DigestField(
                        editable=False, max_length=64, unique=True, verbose_name="digest of its token"
                    ),
                ),
                ("consent_words", models.TextField(verbose_name="agreed to in these words")),
                ("consented_at", models.DateTimeField(auto_now_add=True, verbose_name="agreed")),
                ("email_verified_at", models.DateTimeField(blank=True, null=True, verbose_name="address confirmed")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("taken_back", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stories", to="groups.listing"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "first visit told",
                "verbose_name_plural": "first visits told",
                "ordering": ["-consented_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decision", "approved")),
                        fields=["listing", "-decided_at", "-id"],
                        name="story_shown",
                    ),
                    models.Index(
                        condition=models.Q(("decision", "waiting")), fields=["consented_at", "id"], name="story_waits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=80, verbose_name="the topic")),
                ("why", models.TextField(blank=True, max_length=600, verbose_name="why it is missed")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address, to hear what became of it"
                    ),
                ),
                (
                    "digest",
                    groups.models.secret.DigestField(
                        blank=True, editable=False, max_length=64, verbose_name="digest of its token"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                ("email_verified_at", models.DateTimeField(blank=True, null=True, verbose_name="address confirmed")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("taken_back", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("public_words", models.CharField(blank=True, max_length=200, verbose_name="you said")),
                ("answer_words", models.CharField(blank=True, max_length=400, verbose_name="we did")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wishes",
                        to="groups.term",
                        verbose_name="the word it became",
                    ),
                ),
            ],
            options={
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decision", "waiting")), fields=["created_at", "id"], name="wish_waits"
                    ),
                    models.Index(
                        condition=models.Q(("decision", "waiting"), _negated=True),
                        fields=["-decided_at", "-id"],
                        name="wish_decided",
                    ),
                    models.Index(
                        condition=models.Q(("digest", ""), _negated=True), fields=["digest"], name="wish_by_digest"
                    ),
                ],
            },
        ),
    ]
