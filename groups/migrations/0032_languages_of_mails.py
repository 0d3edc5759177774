"""In which language people without an account get mails that are written later."""

from django.db import migrations

from accounts.models import LanguageField

ASKED_FOR = ("booking", "question", "report", "story", "submission", "wish")


class Migration(migrations.Migration):
    dependencies = [("groups", "0031_texts_in_languages"), ("accounts", "0004_languages_of_mails")]

    operations = [migrations.AddField(model_name=name, name="language", field=LanguageField()) for name in ASKED_FOR]
