import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import groups.models.secret
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0005_taxonomy'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(verbose_name='how we can tell that it is theirs')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('decision', models.CharField(choices=[('waiting', 'Waiting'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('taken_back', 'Taken back')], default='waiting', max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'claim',
                'verbose_name_plural': 'claims',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='why, and what to do instead')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
            ],
            options={
                'verbose_name': 'closure',
                'verbose_name_plural': 'closures',
                'ordering': ['starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Facilitator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_on', models.DateField(auto_now_add=True, verbose_name='joined')),
            ],
            options={
                'verbose_name': 'facilitator',
                'verbose_name_plural': 'facilitators',
                'ordering': ['listing', 'joined_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('digest', groups.models.secret.DigestField(editable=False, max_length=64, unique=True, verbose_name='digest of its token')),
                ('hands_over', models.BooleanField(default=False, verbose_name='hands the listing over')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sent')),
                ('expires_at', models.DateTimeField(verbose_name='good until')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ListingVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='in a few sentences')),
                ('formality', models.CharField(blank=True, choices=[('formal', 'Formal service'), ('informal', 'Informal meetup')], max_length=10, verbose_name='formal or informal')),
                ('attendance', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online'), ('phone', 'By phone')], default='in_person', max_length=10, verbose_name='how it meets')),
                ('led_by', models.CharField(blank=True, choices=[('licensed', 'A licensed professional'), ('trained_peer', 'A trained peer'), ('trained_volunteer', 'A trained volunteer'), ('members', 'Members take turns')], max_length=20, verbose_name='who leads it')),
                ('training', models.CharField(blank=True, max_length=250, verbose_name='their training')),
                ('minimum_size', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='smallest usual group')),
                ('maximum_size', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='largest usual group')),
                ('minimum_age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='youngest age')),
                ('maximum_age', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='oldest age')),
                ('how_to_join', models.TextField(blank=True, verbose_name='how to join')),
                ('wait_weeks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='waiting time in weeks')),
                ('accepting_new', models.BooleanField(blank=True, null=True, verbose_name='takes new people')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('pending', 'Waiting for review'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('rejected', 'Rejected')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('searchable', models.BooleanField(default=False, editable=False, verbose_name='found by search')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='closed for good')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ManageLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', groups.models.secret.DigestField(editable=False, max_length=64, unique=True, verbose_name='digest of its token')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('last_used_on', models.DateField(blank=True, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
            ],
            options={
                'verbose_name': 'secret link',
                'verbose_name_plural': 'secret links',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ModerationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('submitted', 'Sent in for review'), ('proposed', 'Proposed a change'), ('took_back', 'Took the change back'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('asked', 'Asked a question'), ('edited', 'Edited'), ('hid', 'Hid for now'), ('withdrew', 'Withdrew'), ('published', 'Published'), ('merged', 'Merged with another listing'), ('restored', 'Restored an earlier version'), ('confirmed', 'Confirmed'), ('phoned', 'Checked by phone'), ('cancelled', 'Cancelled a date'), ('moved', 'Moved a date'), ('annotated', 'Wrote a note to a date'), ('paused', 'Paused'), ('reopened', 'Opened again'), ('closed', 'Closed for good'), ('undid', 'Undid a change'), ('handed_over', 'Handed over'), ('joined', 'Joined as facilitator'), ('left', 'Left as facilitator'), ('looked', 'Looked at and left as it is')], max_length=12, verbose_name='what')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('via_link', models.BooleanField(default=False, verbose_name='by the secret link')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('before', models.JSONField(default=dict, verbose_name='before')),
                ('after', models.JSONField(default=dict, verbose_name='after')),
            ],
            options={
                'verbose_name': 'act',
                'verbose_name_plural': 'history',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PhoneCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phoned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='called')),
                ('result', models.CharField(choices=[('still_on', 'Still on, nothing changed'), ('changed', 'Still on, something changed'), ('closed', 'Closed for good'), ('no_answer', 'Nobody answered')], max_length=10, verbose_name='what came of it')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
            ],
            options={
                'verbose_name': 'phone check',
                'verbose_name_plural': 'phone checks',
                'ordering': ['-phoned_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PlaceVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name of the place')),
                ('street', models.CharField(blank=True, max_length=250, verbose_name='street and number')),
                ('district', models.CharField(blank=True, max_length=120, verbose_name='district')),
                ('town', models.CharField(blank=True, max_length=120, verbose_name='town')),
                ('region', models.CharField(blank=True, max_length=120, verbose_name='region')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                ('country', models.CharField(blank=True, help_text='Two letters, such as GB.', max_length=2, verbose_name='country')),
                ('lat', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('lon', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('precision', models.CharField(choices=[('exact', 'Exact address'), ('street', 'Street'), ('postcode', 'Area of the postcode'), ('town', 'Town'), ('cell', 'Private home: about a kilometre or more'), ('area', 'Confidential: only the name of the area')], max_length=10, verbose_name='how exactly it is known')),
                ('cell_km', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='size of the grid cell, km')),
                ('timezone', models.CharField(max_length=50, verbose_name='time zone')),
                ('directions', models.TextField(blank=True, verbose_name='how to find it')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nickname', models.CharField(blank=True, max_length=40, verbose_name='what shall they call you?')),
                ('email', models.EmailField(max_length=254, verbose_name='your e-mail address')),
                ('text', models.TextField(verbose_name='your question')),
                ('digest', groups.models.secret.DigestField(editable=False, max_length=64, unique=True, verbose_name='digest of its token')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                ('email_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='address confirmed')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name')),
                ('title', models.CharField(max_length=120, verbose_name='when to use it')),
                ('text', models.TextField(verbose_name='text')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place in the list')),
            ],
            options={
                'verbose_name': 'reply template',
                'verbose_name_plural': 'reply templates',
                'ordering': ['position', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fault', models.CharField(choices=[('wrong_time', 'The time or place is wrong'), ('closed', 'It does not exist any more'), ('unsafe', 'Something there is not safe'), ('other', 'Something else'), ('was_on', 'I went, and it was on')], max_length=10, verbose_name='what is wrong')),
                ('text', models.TextField(blank=True, verbose_name='in your words')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address, if you want to hear what became of it')),
                ('digest', groups.models.secret.DigestField(blank=True, editable=False, max_length=64, verbose_name='digest of its token')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='said')),
                ('email_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='address confirmed')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('was_right', models.BooleanField(blank=True, null=True, verbose_name='was right')),
                ('outcome', models.TextField(blank=True, verbose_name='what became of it')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('unsafe', 'Reported as unsafe'), ('urgent', 'Changed at once, to be looked at'), ('change', 'A change waits'), ('new', 'New'), ('claim', 'Somebody asks to take it over'), ('report', 'Visitors report a fault'), ('duplicate', 'Perhaps listed twice'), ('stale', 'Not confirmed for long')], max_length=10, verbose_name='why')),
                ('harm', models.PositiveSmallIntegerField(choices=[(0, 'Could hurt somebody'), (1, 'Meets within 48 hours'), (2, 'A change waits'), (3, 'New'), (4, 'Perhaps listed twice'), (5, 'Not confirmed for long')], verbose_name='how soon it could hurt')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
            ],
            options={
                'verbose_name': 'entry of the queue',
                'verbose_name_plural': 'queue',
                'ordering': ['harm', 'opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed', models.JSONField(default=dict, verbose_name='as proposed')),
                ('before', models.JSONField(default=dict, verbose_name='as it was')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='proposed on')),
                ('note', models.TextField(blank=True, verbose_name='a word to the moderator')),
                ('decision', models.CharField(choices=[('waiting', 'Waiting'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('taken_back', 'Taken back')], default='waiting', max_length=10, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'proposed change',
                'verbose_name_plural': 'proposed changes',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ScheduleVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('starts_on', models.DateField(verbose_name='first date')),
                ('start_time', models.TimeField(verbose_name='starts at')),
                ('duration', models.DurationField(verbose_name='how long')),
                ('timezone', models.CharField(max_length=50, verbose_name='time zone')),
                ('freq', models.CharField(choices=[('ONCE', 'Once'), ('DAILY', 'Daily'), ('WEEKLY', 'Weekly'), ('MONTHLY', 'Monthly')], max_length=8, verbose_name='repeats')),
                ('interval', models.PositiveSmallIntegerField(default=1, verbose_name='every n')),
                ('byday', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None, verbose_name='weekdays')),
                ('bymonthday', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), blank=True, default=list, size=None, verbose_name='days of the month')),
                ('until', models.DateField(blank=True, null=True, verbose_name='last date')),
                ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number of dates')),
                ('season_from', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', 'Write month and day, such as 09-01.')], verbose_name='season begins')),
                ('season_until', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', 'Write month and day, such as 09-01.')], verbose_name='season ends')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='about this slot')),
                ('is_live', models.BooleanField(default=True, verbose_name='shown')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionVersion',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('original_on', models.DateField(help_text='The local date this session would have had.', verbose_name='date by the rule')),
                ('status', models.CharField(choices=[('on', 'Takes place'), ('cancelled', 'Cancelled'), ('moved', 'Moved')], default='on', max_length=10, verbose_name='what happens')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='new start')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='new end')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('digest', groups.models.secret.DigestField(editable=False, max_length=64, unique=True, verbose_name='digest of its token')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sent in')),
                ('email_verified_at', models.DateTimeField(blank=True, null=True, verbose_name='address confirmed')),
            ],
            options={
                'verbose_name': 'submission without account',
                'verbose_name_plural': 'submissions without account',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='listing',
            name='listing_somebody_answers',
        ),
        migrations.AddField(
            model_name='listing',
            name='answered_by_mail',
            field=models.BooleanField(default=False, editable=False, verbose_name='somebody without an account answers'),
        ),
        migrations.AddField(
            model_name='listing',
            name='closed_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='closed for good'),
        ),
        migrations.AddField(
            model_name='listing',
            name='is_checked_now',
            field=models.BooleanField(default=False, editable=False, verbose_name='kept out of search while it is checked'),
        ),
        migrations.AddField(
            model_name='listing',
            name='is_stale',
            field=models.BooleanField(default=False, editable=False, verbose_name='not confirmed for very long'),
        ),
        migrations.AddField(
            model_name='listing',
            name='is_unsure',
            field=models.BooleanField(default=False, editable=False, verbose_name='not confirmed lately'),
        ),
        migrations.AddField(
            model_name='listing',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged', to='groups.listing', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='organization',
            name='members',
            field=models.ManyToManyField(blank=True, related_name='organizations', to=settings.AUTH_USER_MODEL, verbose_name='who may close its places'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', False), ('status', 'published')), fields=['confirmed_at', 'id'], name='listing_by_confirmed'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('name', 'gin_trgm_ops'), name='listing_names_alike'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepting_new" IS DISTINCT FROM (NEW."accepting_new") OR OLD."attendance" IS DISTINCT FROM (NEW."attendance") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."formality" IS DISTINCT FROM (NEW."formality") OR OLD."how_to_join" IS DISTINCT FROM (NEW."how_to_join") OR OLD."kind_id" IS DISTINCT FROM (NEW."kind_id") OR OLD."led_by" IS DISTINCT FROM (NEW."led_by") OR OLD."maximum_age" IS DISTINCT FROM (NEW."maximum_age") OR OLD."maximum_size" IS DISTINCT FROM (NEW."maximum_size") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."minimum_age" IS DISTINCT FROM (NEW."minimum_age") OR OLD."minimum_size" IS DISTINCT FROM (NEW."minimum_size") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."searchable" IS DISTINCT FROM (NEW."searchable") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."training" IS DISTINCT FROM (NEW."training") OR OLD."wait_weeks" IS DISTINCT FROM (NEW."wait_weeks"))', func='INSERT INTO "groups_listingversion" ("accepting_new", "attendance", "closed_on", "description", "formality", "how_to_join", "kind_id", "led_by", "maximum_age", "maximum_size", "merged_into_id", "minimum_age", "minimum_size", "name", "organization_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "searchable", "status", "training", "wait_weeks") VALUES (OLD."accepting_new", OLD."attendance", OLD."closed_on", OLD."description", OLD."formality", OLD."how_to_join", OLD."kind_id", OLD."led_by", OLD."maximum_age", OLD."maximum_size", OLD."merged_into_id", OLD."minimum_age", OLD."minimum_size", OLD."name", OLD."organization_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."searchable", OLD."status", OLD."training", OLD."wait_weeks"); RETURN NULL;', hash='d95949a08f56ebaa5b86d1220b8734f97fb52cb5', operation='UPDATE', pgid='pgtrigger_update_update_ed5e2', table='groups_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_listingversion" ("accepting_new", "attendance", "closed_on", "description", "formality", "how_to_join", "kind_id", "led_by", "maximum_age", "maximum_size", "merged_into_id", "minimum_age", "minimum_size", "name", "organization_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "searchable", "status", "training", "wait_weeks") VALUES (OLD."accepting_new", OLD."attendance", OLD."closed_on", OLD."description", OLD."formality", OLD."how_to_join", OLD."kind_id", OLD."led_by", OLD."maximum_age", OLD."maximum_size", OLD."merged_into_id", OLD."minimum_age", OLD."minimum_size", OLD."name", OLD."organization_id", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."searchable", OLD."status", OLD."training", OLD."wait_weeks"); RETURN NULL;', hash='4d1694f5bff292684f7f27fb190cff14b67abb66', operation='DELETE', pgid='pgtrigger_delete_delete_a6b77', table='groups_listing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cell_km" IS DISTINCT FROM (NEW."cell_km") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."directions" IS DISTINCT FROM (NEW."directions") OR OLD."district" IS DISTINCT FROM (NEW."district") OR OLD."lat" IS DISTINCT FROM (NEW."lat") OR OLD."lon" IS DISTINCT FROM (NEW."lon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."postal_code" IS DISTINCT FROM (NEW."postal_code") OR OLD."precision" IS DISTINCT FROM (NEW."precision") OR OLD."region" IS DISTINCT FROM (NEW."region") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."town" IS DISTINCT FROM (NEW."town"))', func='INSERT INTO "groups_placeversion" ("cell_km", "country", "directions", "district", "lat", "lon", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "precision", "region", "street", "timezone", "town") VALUES (OLD."cell_km", OLD."country", OLD."directions", OLD."district", OLD."lat", OLD."lon", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."postal_code", OLD."precision", OLD."region", OLD."street", OLD."timezone", OLD."town"); RETURN NULL;', hash='25470d530777d40fdda440cbc782d86d9cdb1799', operation='UPDATE', pgid='pgtrigger_update_update_b5a7d', table='groups_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_placeversion" ("cell_km", "country", "directions", "district", "lat", "lon", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "precision", "region", "street", "timezone", "town") VALUES (OLD."cell_km", OLD."country", OLD."directions", OLD."district", OLD."lat", OLD."lon", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postal_code", OLD."precision", OLD."region", OLD."street", OLD."timezone", OLD."town"); RETURN NULL;', hash='c72352acf38bad51e2d1f605f25ec8f2d0df660e', operation='DELETE', pgid='pgtrigger_delete_delete_3f156', table='groups_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."byday" IS DISTINCT FROM (NEW."byday") OR OLD."bymonthday" IS DISTINCT FROM (NEW."bymonthday") OR OLD."count" IS DISTINCT FROM (NEW."count") OR OLD."duration" IS DISTINCT FROM (NEW."duration") OR OLD."freq" IS DISTINCT FROM (NEW."freq") OR OLD."interval" IS DISTINCT FROM (NEW."interval") OR OLD."is_live" IS DISTINCT FROM (NEW."is_live") OR OLD."listing_id" IS DISTINCT FROM (NEW."listing_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."season_from" IS DISTINCT FROM (NEW."season_from") OR OLD."season_until" IS DISTINCT FROM (NEW."season_until") OR OLD."start_time" IS DISTINCT FROM (NEW."start_time") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."timezone" IS DISTINCT FROM (NEW."timezone") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "groups_scheduleversion" ("byday", "bymonthday", "count", "duration", "freq", "interval", "is_live", "listing_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_from", "season_until", "start_time", "starts_on", "timezone", "until") VALUES (OLD."byday", OLD."bymonthday", OLD."count", OLD."duration", OLD."freq", OLD."interval", OLD."is_live", OLD."listing_id", OLD."note", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."season_from", OLD."season_until", OLD."start_time", OLD."starts_on", OLD."timezone", OLD."until"); RETURN NULL;', hash='3d1163ee9f42e3c121d2759029cce723e7909bf2', operation='UPDATE', pgid='pgtrigger_update_update_2fe87', table='groups_schedule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schedule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_scheduleversion" ("byday", "bymonthday", "count", "duration", "freq", "interval", "is_live", "listing_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "season_from", "season_until", "start_time", "starts_on", "timezone", "until") VALUES (OLD."byday", OLD."bymonthday", OLD."count", OLD."duration", OLD."freq", OLD."interval", OLD."is_live", OLD."listing_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."season_from", OLD."season_until", OLD."start_time", OLD."starts_on", OLD."timezone", OLD."until"); RETURN NULL;', hash='a9dcce163c53238f5b68eb483a3bc67d18786ec7', operation='DELETE', pgid='pgtrigger_delete_delete_a64c7', table='groups_schedule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."original_on" IS DISTINCT FROM (NEW."original_on") OR OLD."schedule_id" IS DISTINCT FROM (NEW."schedule_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "groups_sessionversion" ("ends_at", "note", "original_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id", "starts_at", "status") VALUES (OLD."ends_at", OLD."note", OLD."original_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."schedule_id", OLD."starts_at", OLD."status"); RETURN NULL;', hash='6a697c770b87b6762d4e2dca95dfcbf5c568af78', operation='UPDATE', pgid='pgtrigger_update_update_5f4f3', table='groups_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_sessionversion" ("ends_at", "note", "original_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id", "starts_at", "status") VALUES (OLD."ends_at", OLD."note", OLD."original_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."schedule_id", OLD."starts_at", OLD."status"); RETURN NULL;', hash='b5d7431c35e0cef437e3457a5e5ede30a34f3639', operation='DELETE', pgid='pgtrigger_delete_delete_2442b', table='groups_session', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('owner__isnull', False), ('source__isnull', False), ('answered_by_mail', True), ('status__in', ('draft', 'withdrawn', 'rejected')), _connector='OR'), name='listing_somebody_answers', violation_error_message='Somebody has to answer for a listing: an organization, a facilitator or the source it came from.'),
        ),
        migrations.AddField(
            model_name='claim',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='claim',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='claim',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL, verbose_name='who asks'),
        ),
        migrations.AddField(
            model_name='closure',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='closure',
            name='listing',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='closure',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='groups.place'),
        ),
        migrations.AddField(
            model_name='facilitator',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitators', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='facilitator',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilitates', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='kind',
            field=models.ForeignKey(db_constraint=False, limit_choices_to={'facet': 'kind'}, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.term', verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.listing', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='organization',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.organization', verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='owner',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='facilitator'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='listingversion',
            name='place',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.place', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='managelink',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='manage_links', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='managelink',
            name='revoked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by'),
        ),
        migrations.AddField(
            model_name='moderationevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='moderationevent',
            name='listing',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='moderationevent',
            name='undoes',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='undone_by', to='groups.moderationevent', verbose_name='undoes'),
        ),
        migrations.AddField(
            model_name='phonecheck',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phone_checks', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='phonecheck',
            name='phoned_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called by'),
        ),
        migrations.AddField(
            model_name='placeversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placeversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='groups.place'),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
        ),
        migrations.AddField(
            model_name='question',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='report',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='report',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
        ),
        migrations.AddField(
            model_name='review',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by'),
        ),
        migrations.AddField(
            model_name='review',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by'),
        ),
        migrations.AddField(
            model_name='review',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='review',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.listing', verbose_name='the other listing'),
        ),
        migrations.AddField(
            model_name='revision',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
        ),
        migrations.AddField(
            model_name='revision',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='revision',
            name='listing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='scheduleversion',
            name='listing',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.listing'),
        ),
        migrations.AddField(
            model_name='scheduleversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='scheduleversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='groups.schedule'),
        ),
        migrations.AddField(
            model_name='sessionversion',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sessionversion',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='groups.session'),
        ),
        migrations.AddField(
            model_name='sessionversion',
            name='schedule',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='groups.schedule'),
        ),
        migrations.AddField(
            model_name='submission',
            name='listing',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='submission', to='groups.listing'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'waiting')), fields=('listing', 'user'), name='claim_waits_once', violation_error_message='You have already asked for this listing.'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('listing__isnull', False), ('place__isnull', True)), models.Q(('listing__isnull', True), ('place__isnull', False)), _connector='OR'), name='closure_of_one_thing', violation_error_message='Close a listing or a place, not both.'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='closure_in_order', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='facilitator',
            constraint=models.UniqueConstraint(fields=('listing', 'user'), name='facilitator_once', violation_error_message='This person already looks after the listing.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listingversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad073f2a014dffe21a266cb875a662a4dac60725', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c5f77', table='groups_listingversion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='moderationevent',
            index=models.Index(fields=['listing', '-created_at', '-id'], name='event_by_listing'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moderationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9152b6a2c5f320f07b7585af1633ec6b695ee20d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79ec6', table='groups_moderationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6298eb54fdeaaaaa7f5da7c320b0defa747fd938', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d701b', table='groups_placeversion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['listing', '-created_at'], name='question_by_listing'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['listing', '-created_at'], name='report_by_listing'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('settled_at__isnull', True)), fields=['listing', 'fault', 'id'], name='report_open'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(condition=models.Q(('digest', ''), _negated=True), fields=['digest'], name='report_by_digest'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.F('harm'), models.OrderBy(models.F('asked_at'), nulls_first=True), models.F('opened_at'), models.F('id'), condition=models.Q(('closed_at__isnull', True)), name='review_open'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('listing', 'cause'), name='review_open_once', violation_error_message='This listing already waits for that reason.'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'waiting')), fields=('listing',), name='revision_waits_once', violation_error_message='A change of this listing already waits.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scheduleversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b3dde329cc771affcf7c674116b3acdbfb05ef7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b912', table='groups_scheduleversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e13157ee2034e1d5b06cf81602abe6344a4d01e3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2aa46', table='groups_sessionversion', when='BEFORE')),
        ),
    ]
