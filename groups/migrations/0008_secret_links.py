import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0007_reply_templates'),
    ]

    operations = [
        migrations.AddField(
            model_name='managelink',
            name='is_for_question',
            field=models.BooleanField(default=False, editable=False, verbose_name='made for a mail that asks'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='submission_by_email'),
        ),
    ]
