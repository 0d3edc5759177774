import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0022_giving_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answercode",
            name="is_mailed",
            field=models.BooleanField(db_default=False, default=False, editable=False, verbose_name="sent by mail"),
        ),
        migrations.AddField(
            model_name="booking",
            name="wants_question",
            field=models.BooleanField(db_default=False, default=False, verbose_name="ask me afterwards what helped"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "coming"), ("wants_question", True)),
                fields=["told_ends_at", "id"],
                name="booking_to_ask",
            ),
        ),
        migrations.CreateModel(
            name="CheckInReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailed_on", models.DateField(blank=True, editable=False, null=True, verbose_name="last mail")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_in_reminder",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of check-ins",
                "verbose_name_plural": "reminders of check-ins",
                "ordering": ["pk"],
            },
        ),
    ]
