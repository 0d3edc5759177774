"""Load the shipped texts for moderators, so that the first queue already has them."""

import tomllib
from pathlib import Path

from django.db import migrations

TEXTS = Path(__file__).resolve().parent.parent / "data" / "reply_templates.toml"


def load(apps, schema_editor):
    ReplyTemplate = apps.get_model("groups", "ReplyTemplate")
    replies = tomllib.loads(TEXTS.read_text("utf-8"))["reply"]
    ReplyTemplate.objects.bulk_create(
        [
            ReplyTemplate(slug=reply["slug"], title=reply["title"], text=reply["text"].strip(), position=position)
            for position, reply in enumerate(replies)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("groups", "0006_people")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
