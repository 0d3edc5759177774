import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import groups.models.fields
import groups.models.identity
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0002_gazetteer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='short name')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('url', groups.models.fields.LinkField(blank=True, max_length=500, verbose_name='address')),
                ('licence', models.CharField(blank=True, max_length=200, verbose_name='licence')),
                ('as_of', models.DateField(blank=True, null=True, verbose_name='date of the data')),
                ('is_sample', models.BooleanField(default=False, help_text='Made up to try the site with.', verbose_name='sample data')),
            ],
            options={
                'verbose_name': 'import source',
                'verbose_name_plural': 'import sources',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_ref', models.CharField(blank=True, max_length=250, verbose_name='row at the source')),
                ('field', models.CharField(blank=True, max_length=60, verbose_name='field')),
                ('sentence', models.TextField(verbose_name='what was not understood')),
                ('row', models.JSONField(default=dict, verbose_name='the row as it was read')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='noticed')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='groups.importsource')),
            ],
            options={
                'verbose_name': 'import problem',
                'verbose_name_plural': 'import problems',
                'ordering': ['source', 'source_ref', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=groups.models.identity.public_id, editable=False, max_length=12, unique=True)),
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
                ('safeguarding_contact', models.CharField(blank=True, max_length=200, verbose_name='who answers for the safety of minors')),
                ('how_to_join', models.TextField(blank=True, verbose_name='how to join')),
                ('wait_weeks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='waiting time in weeks')),
                ('wait_checked_on', models.DateField(blank=True, null=True, verbose_name='waiting time checked')),
                ('accepting_new', models.BooleanField(blank=True, null=True, verbose_name='takes new people')),
                ('accepting_new_checked_on', models.DateField(blank=True, null=True, verbose_name='taking new people checked')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('pending', 'Waiting for review'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('rejected', 'Rejected')], default='draft', editable=False, max_length=10, verbose_name='status')),
                ('searchable', models.BooleanField(default=False, editable=False, verbose_name='found by search')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='last confirmed')),
                ('source_ref', models.CharField(blank=True, max_length=250, verbose_name='name at the source')),
                ('source_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('lat', models.FloatField(editable=False, null=True)),
                ('lon', models.FloatField(editable=False, null=True)),
                ('pos', models.GeneratedField(db_persist=True, expression=groups.models.fields.SphereCube('lat', 'lon'), output_field=groups.models.fields.CubeField(null=True))),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, editable=False, size=None)),
                ('document', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='listings', to=settings.AUTH_USER_MODEL, verbose_name='facilitator')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='groups.importsource', verbose_name='source')),
            ],
            options={
                'verbose_name': 'listing',
                'verbose_name_plural': 'listings',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FirstVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('must_speak', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='Do I have to speak?')),
                ('give_name', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='Do I have to give a name?')),
                ('must_commit', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='Do I have to come again?')),
                ('show_id', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='Do I have to show ID?')),
                ('bring_someone', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='May I bring someone?')),
                ('arrive_late', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='May I arrive late?')),
                ('leave_early', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('up_to_you', 'Up to you')], max_length=10, verbose_name='May I leave early?')),
                ('greeter', models.CharField(blank=True, max_length=200, verbose_name='Who greets me?')),
                ('what_to_expect', models.TextField(blank=True, verbose_name='What happens the first time?')),
                ('listing', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='first_visit', to='groups.listing')),
            ],
            options={
                'verbose_name': 'first visit',
                'verbose_name_plural': 'first visits',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('phone', 'Phone'), ('text', 'Text message'), ('email', 'E-mail'), ('website', 'Website'), ('online_link', 'Link to join online')], max_length=12, verbose_name='way')),
                ('value', models.CharField(max_length=500, verbose_name='number or address')),
                ('note', models.CharField(blank=True, help_text='Such as “for new people”.', max_length=120, verbose_name='note')),
                ('visibility', models.CharField(choices=[('public', 'Everybody'), ('after_contact', 'After making contact'), ('hidden', 'Nobody')], default='public', max_length=15, verbose_name='who is shown it')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='groups.listing')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
                'ordering': ['listing', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=groups.models.identity.public_id, editable=False, max_length=12, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('website', groups.models.fields.LinkField(blank=True, max_length=500, verbose_name='website')),
                ('source_ref', models.CharField(blank=True, max_length=250, verbose_name='name at the source')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='organizations', to='groups.importsource')),
            ],
            options={
                'verbose_name': 'organization',
                'verbose_name_plural': 'organizations',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='listing',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='groups.organization', verbose_name='organization'),
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                'verbose_name': 'place',
                'verbose_name_plural': 'places',
                'ordering': ['country', 'town', 'name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lat__isnull', True), ('lon__isnull', True)), models.Q(('lat__gte', -90), ('lat__isnull', False), ('lat__lte', 90), ('lon__gte', -180), ('lon__isnull', False), ('lon__lte', 180)), _connector='OR'), name='place_position_on_earth', violation_error_message='A position needs a latitude from -90 to 90 and a longitude from -180 to 180.'), models.CheckConstraint(condition=models.Q(models.Q(('precision__in', ('cell', 'area')), _negated=True), models.Q(('directions', ''), ('name', ''), ('postal_code', ''), ('street', '')), _connector='OR'), name='place_concealed_has_no_address', violation_error_message='A private home or confidential venue is public by its area only: leave name, street, postcode and directions empty.'), models.CheckConstraint(condition=models.Q(models.Q(('cell_km__gte', 1), ('cell_km__isnull', False), ('precision', 'cell')), models.Q(models.Q(('precision', 'cell'), _negated=True), ('cell_km__isnull', True)), _connector='OR'), name='place_cell_has_size', violation_error_message='A private home needs a grid cell of at least one kilometre.')],
            },
        ),
        migrations.AddField(
            model_name='listing',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='groups.place', verbose_name='place'),
        ),
        migrations.CreateModel(
            name='PrivateAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(max_length=250, verbose_name='street and number')),
                ('postal_code', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                ('lat', models.FloatField(validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('lon', models.FloatField(validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='private_address', to='groups.place')),
            ],
            options={
                'verbose_name': 'private address',
                'verbose_name_plural': 'private addresses',
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('source_ref', models.CharField(blank=True, max_length=250, verbose_name='name at the source')),
                ('is_live', models.BooleanField(default=True, verbose_name='shown')),
                ('is_over', models.BooleanField(default=False, editable=False, verbose_name='has given its last date')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedules', to='groups.listing')),
            ],
            options={
                'verbose_name': 'slot',
                'verbose_name_plural': 'slots',
                'ordering': ['listing_id', 'starts_on', 'start_time', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_on', models.DateField(help_text='The local date this session would have had.', verbose_name='date by the rule')),
                ('status', models.CharField(choices=[('on', 'Takes place'), ('cancelled', 'Cancelled'), ('moved', 'Moved')], default='on', max_length=10, verbose_name='what happens')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='new start')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='new end')),
                ('note', models.CharField(blank=True, max_length=250, verbose_name='note')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='groups.schedule')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'ordering': ['schedule', 'original_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facet', models.CharField(choices=[('category', 'Category'), ('kind', 'Kind of support'), ('support', 'What you get'), ('topic_group', 'Group of topics'), ('topic', 'Topic'), ('audience', 'Who it is for'), ('activity', 'What happens there'), ('language', 'Language'), ('cost', 'Cost'), ('access', 'Access'), ('joining', 'How to join'), ('openness', 'Who may come'), ('setting', 'Setting'), ('formality', 'Formal or informal'), ('attendance', 'How it meets'), ('led_by', 'Who leads it'), ('weekday', 'Day'), ('time', 'Time of day'), ('slot', 'Day and time')], max_length=12, verbose_name='facet')),
                ('slug', models.SlugField(max_length=60, verbose_name='short name in addresses')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('translations', models.JSONField(blank=True, default=dict, help_text='For example {"es": "Duelo"}.', verbose_name='label in other languages')),
                ('synonyms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='Search finds the term by these too. Separate them by commas.', size=None, verbose_name='other words for it')),
                ('help', models.CharField(blank=True, max_length=250, verbose_name='explanation')),
                ('default_formality', models.CharField(blank=True, choices=[('formal', 'Formal service'), ('informal', 'Informal meetup')], max_length=10, verbose_name='usual formality')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='place in the list')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                ('words', django.contrib.postgres.search.SearchVectorField(editable=False, null=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='groups.term')),
            ],
            options={
                'verbose_name': 'word to pick',
                'verbose_name_plural': 'words to pick',
                'ordering': ['facet', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ListingTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(blank=True, choices=[('', 'Yes'), ('only', 'Only for'), ('interpreted', 'With an interpreter'), ('signed', 'Signed')], max_length=12, verbose_name='how')),
                ('detail', models.CharField(blank=True, help_text='Such as bus lines.', max_length=200, verbose_name='more about it')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listing_terms', to='groups.listing')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listing_terms', to='groups.term')),
            ],
            options={
                'verbose_name': 'word of a listing',
                'verbose_name_plural': 'words of a listing',
                'ordering': ['listing', 'term__position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='listing',
            name='kind',
            field=models.ForeignKey(limit_choices_to={'facet': 'kind'}, on_delete=django.db.models.deletion.PROTECT, related_name='listings_of_kind', to='groups.term', verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='listing',
            name='terms',
            field=models.ManyToManyField(related_name='listings', through='groups.ListingTerm', to='groups.term', verbose_name='words'),
        ),
        migrations.CreateModel(
            name='UpcomingDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original_on', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('timezone', models.CharField(max_length=50)),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='upcoming_dates', to='groups.listing')),
                ('schedule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='upcoming_dates', to='groups.schedule')),
            ],
            options={
                'verbose_name': 'coming date',
                'verbose_name_plural': 'coming dates',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='organization',
            constraint=models.UniqueConstraint(fields=('source', 'source_ref'), name='organization_unique_at_source', violation_error_message='This organization was already imported from that source.'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('interval__gte', 1)), name='schedule_interval_positive', violation_error_message='“Every n” starts at 1.'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('count__isnull', True), _connector='OR'), name='schedule_until_or_count', violation_error_message='Give a last date or a number of dates, not both.'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('starts_on')), _connector='OR'), name='schedule_until_after_start', violation_error_message='The last date is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('season_from', ''), ('season_until', '')), models.Q(models.Q(('season_from', ''), _negated=True), models.Q(('season_until', ''), _negated=True)), _connector='OR'), name='schedule_season_has_both_ends', violation_error_message='A season needs a beginning and an end.'),
        ),
        migrations.AddConstraint(
            model_name='schedule',
            constraint=models.UniqueConstraint(condition=models.Q(('source_ref', ''), _negated=True), fields=('listing', 'source_ref'), name='schedule_unique_at_source', violation_error_message='This slot was already imported from that source.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('schedule', 'original_on'), name='session_once_per_date', violation_error_message='This date already has an entry.'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'moved'), _negated=True), models.Q(('ends_at__gt', models.F('starts_at')), ('ends_at__isnull', False), ('starts_at__isnull', False)), _connector='OR'), name='session_moved_has_new_time', violation_error_message='A moved session needs a new start and, after it, a new end.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('facet', 'slug'), name='term_slug_unique_in_facet', violation_error_message='This facet already has a term with this short name.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('default_formality', ''), ('facet', 'kind'), _connector='XOR'), name='term_formality_for_kinds_only', violation_error_message='A kind of support needs a usual formality; no other term has one.'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facet', 'kind'), _negated=True), ('parent__isnull', False), _connector='OR'), name='term_kind_has_category', violation_error_message='A kind of support needs its category.'),
        ),
        migrations.AddConstraint(
            model_name='listingterm',
            constraint=models.UniqueConstraint(fields=('listing', 'term'), name='listing_term_once', violation_error_message='This word is already chosen.'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GistIndex(django.contrib.postgres.indexes.OpClass('pos', 'gist_cube_ops'), django.contrib.postgres.indexes.OpClass('tags', 'gist__intbig_ops(siglen=32)'), condition=models.Q(('searchable', True)), name='listing_near_and_tagged'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=django.contrib.postgres.indexes.GinIndex(models.F('document'), condition=models.Q(('searchable', True)), name='listing_words'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('attendance__in', ('online', 'phone')), ('searchable', True)), fields=['attendance'], name='listing_placeless'),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('searchable', True)), fields=['name', 'id'], name='listing_by_name'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('formality', 'formal'), _negated=True), ('organization__isnull', False), _connector='OR'), name='listing_formal_has_organization', violation_error_message='A formal service needs the organization that runs it.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('organization__isnull', False), ('owner__isnull', False), ('source__isnull', False), _connector='OR'), name='listing_somebody_answers', violation_error_message='Somebody has to answer for a listing: an organization, a facilitator or the source it came from.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('attendance__in', ('online', 'phone')), ('place__isnull', False), _connector='OR'), name='listing_in_person_has_place', violation_error_message='Where people meet in person, a place is needed. Only its area need be public.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('attendance__in', ('online', 'phone')), _negated=True), ('place__isnull', True), _connector='OR'), name='listing_placeless_has_no_place', violation_error_message='What meets online or by phone only has no place. Choose “in person and online”.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_age__isnull', True), ('maximum_age__isnull', True), ('minimum_age__lte', models.F('maximum_age')), _connector='OR'), name='listing_ages_in_order', violation_error_message='The youngest age is above the oldest.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('minimum_size__isnull', True), ('maximum_size__isnull', True), ('minimum_size__lte', models.F('maximum_size')), _connector='OR'), name='listing_sizes_in_order', violation_error_message='The smallest group is larger than the largest.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('maximum_age__isnull', True), ('maximum_age__gte', 18), models.Q(('organization__isnull', False), models.Q(models.Q(('safeguarding_contact', ''), _negated=True), ('formality', 'formal'), _connector='OR')), _connector='OR'), name='listing_youth_is_safeguarded', violation_error_message='A meetup for people under 18 needs an organization and the name of somebody who answers for their safety.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('accepting_new__isnull', True), ('accepting_new_checked_on__isnull', False), _connector='OR'), name='listing_accepting_new_is_dated', violation_error_message='Say on which day you checked whether new people are taken.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('wait_weeks__isnull', True), ('wait_checked_on__isnull', False), _connector='OR'), name='listing_wait_is_dated', violation_error_message='Say on which day you checked the waiting time.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(('searchable', False), ('status', 'published'), _connector='OR'), name='listing_searchable_is_published', violation_error_message='Only a published listing can be found.'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.UniqueConstraint(condition=models.Q(('source_ref', ''), _negated=True), fields=('source', 'source_ref'), name='listing_unique_at_source', violation_error_message='This listing was already imported from that source.'),
        ),
        migrations.AddIndex(
            model_name='upcomingdate',
            index=models.Index(fields=['listing', 'starts_at', 'id'], include=('ends_at', 'timezone'), name='upcoming_by_listing'),
        ),
        migrations.AddIndex(
            model_name='upcomingdate',
            index=models.Index(fields=['starts_at', 'ends_at'], name='upcoming_by_start'),
        ),
        migrations.AddConstraint(
            model_name='upcomingdate',
            constraint=models.UniqueConstraint(fields=('schedule', 'original_on'), name='upcoming_once_per_date'),
        ),
    ]
