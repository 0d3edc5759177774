"""Mails about saved searches: whether they name what is new, and the secret address that ends them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import groups.models.secret


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0013_practical_help"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="savedsearch",
            name="wants_names",
            field=models.BooleanField(default=False, verbose_name="with the names of what is new"),
        ),
        migrations.CreateModel(
            name="NewsLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "digest",
                    groups.models.secret.DigestField(
                        editable=False, max_length=64, unique=True, verbose_name="digest of its token"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news_links",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "link that ends mails",
                "verbose_name_plural": "links that end mails",
                "ordering": ["-created_at", "-pk"],
            },
        ),
    ]
