from django.db import migrations, models
from django.utils import timezone

ALIVE = ["asked", "waiting", "offered", "coming"]
KNOWN = """
UPDATE groups_booking SET over_at = coalesce(
    told_ends_at,
    (SELECT original_on + interval '2 days' FROM groups_session WHERE id = session_id),
    over_at
)
"""
"""Of what is off, what is over two days after its date is over by every clock."""


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0019_no_trace_of_bookings'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='booking', name='booking_to_follow'),
        migrations.AddField(
            model_name='booking',
            name='ended_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled, declined or called off'),
        ),
        migrations.AddField(
            model_name='booking',
            name='over_at',
            field=models.DateTimeField(default=timezone.now, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='booking',
            name='words',
            field=models.TextField(blank=True, db_default='', verbose_name='in these words'),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('state__in', ALIVE)), fields=['over_at', 'id'], name='booking_to_follow'),
        ),
    ]
