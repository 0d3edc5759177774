import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name='cause')),
                ('recipient', models.EmailField(max_length=254, verbose_name='to')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('text', models.TextField(verbose_name='as plain text')),
                ('html', models.TextField(blank=True, verbose_name='as HTML')),
                ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='answers go to')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='more headers')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('send_after', models.DateTimeField(default=django.utils.timezone.now, verbose_name='not before')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='last answer of the mail server')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('given_up_at__isnull', True), ('sent_at__isnull', True)), fields=['send_after', 'id'], name='mail_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.TextField(help_text='Such as the register and the number there.', verbose_name='what was checked')),
                ('verified_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='checked')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='verification', to=settings.AUTH_USER_MODEL, verbose_name='professional')),
                ('verified_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
            ],
            options={
                'verbose_name': 'verified professional',
                'verbose_name_plural': 'verified professionals',
                'ordering': ['-verified_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(blank=True, help_text='Two letters, such as GB.', max_length=2, verbose_name='country')),
                ('area', models.CharField(blank=True, max_length=120, verbose_name='name of the area')),
                ('lat', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude of its middle')),
                ('lon', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude of its middle')),
                ('radius_km', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='radius, km')),
                ('away_from', models.DateField(blank=True, null=True, verbose_name='away from')),
                ('away_until', models.DateField(blank=True, null=True, verbose_name='away until')),
                ('deputy', models.ForeignKey(blank=True, help_text='Gets the mails about the area while the moderator is away.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputy_of', to=settings.AUTH_USER_MODEL, verbose_name='who has the second key')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='duty', to=settings.AUTH_USER_MODEL, verbose_name='moderator')),
            ],
            options={
                'verbose_name': 'duty of a moderator',
                'verbose_name_plural': 'duties of moderators',
                'ordering': ['user', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True), ('radius_km__isnull', True)), models.Q(('lat__isnull', False), ('lon__isnull', False), ('radius_km__gte', 1), ('radius_km__isnull', False)), _connector='OR'), name='duty_circle_is_whole', violation_error_message='An area needs latitude, longitude and radius, or none of them.'), models.CheckConstraint(condition=models.Q(models.Q(('away_from__isnull', True), ('away_until__isnull', True)), ('away_until__gte', models.F('away_from')), _connector='OR'), name='duty_absence_in_order', violation_error_message='An absence needs its first and, not before it, its last day.'), models.CheckConstraint(condition=models.Q(('deputy__isnull', True), models.Q(('deputy', models.F('user')), _negated=True), _connector='OR'), name='duty_deputy_is_another', violation_error_message='The second key belongs to somebody else.')],
            },
        ),
    ]
