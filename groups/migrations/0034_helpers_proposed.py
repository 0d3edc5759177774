"""A change of the helpers wanted that waits for a moderator, while the words before it stay public."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0033_first_dates_by_statement")]

    operations = [
        migrations.AddField(
            model_name="helperswanted",
            name="proposed",
            field=models.JSONField(
                blank=True, editable=False, encoder=DjangoJSONEncoder, null=True, verbose_name="as proposed"
            ),
        ),
    ]
