from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0016_calendars'),
    ]

    operations = [
        migrations.AddField(
            model_name='booking',
            name='told_dates',
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
