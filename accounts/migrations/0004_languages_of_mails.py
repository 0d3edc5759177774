"""In which language people get mails that are written later."""

from django.db import migrations

from accounts.models import LanguageField


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_erasures")]

    operations = [migrations.AddField(model_name="user", name="language", field=LanguageField())]
