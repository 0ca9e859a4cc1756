import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('enterprises', '0001_initial'),
        ('gate', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Expected',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('nth', models.PositiveIntegerField()),
                ('kind', models.CharField(blank=True, choices=[('WORKER', 'Người lao động'), ('VISITOR', 'Khách'), ('CONTRACTOR', 'Nhà thầu'), ('DRIVER', 'Lái xe')], max_length=10)),
                ('stay', models.UUIDField(blank=True, null=True)),
                ('workshop', models.CharField(blank=True, max_length=60)),
                ('line', models.CharField(blank=True, max_length=60)),
                ('gate', models.CharField(blank=True, max_length=40)),
                ('since', models.DateTimeField()),
                ('uncertain', models.BooleanField(default=False)),
                ('day_pass', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.pass')),
            ],
        ),
        migrations.CreateModel(
            name='Margins',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('after_shift_minutes', models.PositiveSmallIntegerField(default=60)),
                ('longest_hours', models.PositiveSmallIntegerField(default=16)),
                ('doubled_seconds', models.PositiveSmallIntegerField(default=120)),
                ('ride_minutes', models.PositiveSmallIntegerField(default=60)),
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='margins', to='enterprises.enterprise')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Number',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day_pass', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='gate.pass')),
                ('person', models.OneToOneField(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('day_pass', None), ('person__isnull', False)), models.Q(('day_pass__isnull', False), ('person', None)), _connector='OR'), name='number_is_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Conflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('ENTERED_TWICE', 'Vào hai lần, không ra'), ('TOO_FAST', 'Ở hai chốt sớm hơn đi bộ được'), ('REVOKED', 'Thẻ đã thu hồi trước lúc quét'), ('TWO_PLACES', 'Ở hai doanh nghiệp cùng lúc')], max_length=13)),
                ('at', models.DateTimeField()),
                ('earlier_at', models.DateTimeField(blank=True, null=True)),
                ('gate', models.CharField(blank=True, max_length=40)),
                ('earlier_gate', models.CharField(blank=True, max_length=40)),
                ('scan', models.UUIDField(blank=True, null=True)),
                ('earlier_scan', models.UUIDField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
                ('number', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presence.number')),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'enterprise'], name='conflict_by_day')],
            },
        ),
        migrations.CreateModel(
            name='RollCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('FIRE', 'Cháy'), ('DRILL', 'Diễn tập'), ('OTHER', 'Sự cố khác')], max_length=5)),
                ('points', models.JSONField(default=list)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('expected_count', models.PositiveIntegerField()),
                ('started_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll_calls', to='enterprises.enterprise')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['started_at'], name='roll_call_by_start')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('enterprise',), name='one_roll_call_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='NamesOpened',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reason', models.CharField(max_length=300)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='presence.rollcall')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('undoes', models.UUIDField(blank=True, null=True)),
                ('point', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('device_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('expected', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='presence.expected')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='presence.rollcall')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('expected__isnull', False), ('name', ''), ('undoes', None)), models.Q(('expected', None), ('name', ''), ('undoes__isnull', False)), models.Q(('expected', None), ('name__gt', ''), ('undoes', None)), _connector='OR'), name='mark_says_one_thing')],
            },
        ),
        migrations.AddField(
            model_name='expected',
            name='call',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='expected', to='presence.rollcall'),
        ),
        migrations.CreateModel(
            name='RollCallResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('closed_at', models.DateTimeField()),
                ('expected_count', models.PositiveIntegerField()),
                ('present_count', models.PositiveIntegerField()),
                ('added_count', models.PositiveIntegerField()),
                ('lines', models.JSONField(default=list)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('digest', models.CharField(max_length=64)),
                ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='result', to='presence.rollcall')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('for_whom', models.CharField(choices=[('PERSON', 'Một người'), ('LINE', 'Tổ / chuyền'), ('SHIFT', 'Ca')], max_length=6)),
                ('stay', models.UUIDField(blank=True, null=True)),
                ('shift', models.CharField(blank=True, max_length=30)),
                ('starts_at', models.TimeField()),
                ('ends_at', models.TimeField()),
                ('weekdays', models.CharField(default='1234567', max_length=7)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('set_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='enterprises.enterprise')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.place')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='gate.place')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'withdrawn_at', 'valid_from'], name='roster_by_enterprise'), models.Index(fields=['stay'], name='roster_by_stay')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='roster_has_days'), models.CheckConstraint(condition=models.Q(models.Q(('for_whom', 'PERSON'), ('stay__isnull', False)), models.Q(('for_whom', 'LINE'), ('line__isnull', False)), models.Q(('for_whom', 'SHIFT'), models.Q(('shift', ''), _negated=True)), _connector='OR'), name='roster_is_for_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('rebuilt_at', models.DateTimeField()),
                ('last_seq', models.BigIntegerField()),
                ('scans', models.PositiveIntegerField()),
                ('undone', models.PositiveIntegerField()),
                ('refused', models.PositiveIntegerField()),
                ('unknown_pass', models.PositiveIntegerField()),
                ('unknown_code', models.PositiveIntegerField()),
                ('nobody', models.PositiveIntegerField()),
                ('doubled', models.PositiveIntegerField()),
                ('placed', models.PositiveIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('stays', models.PositiveIntegerField()),
                ('supplied', models.PositiveIntegerField()),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='tally_by_day')],
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'day'), name='tally_once')],
            },
        ),
        migrations.CreateModel(
            name='LinePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('shift', models.CharField(blank=True, max_length=30)),
                ('planned', models.PositiveIntegerField()),
                ('minimum_crew', models.PositiveIntegerField()),
                ('valid_from', models.DateField()),
                ('set_at', models.DateTimeField()),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_plans', to='enterprises.enterprise')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='gate.place')),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'valid_from'], name='line_plan_by_enterprise')],
                'constraints': [models.UniqueConstraint(fields=('line', 'shift', 'valid_from'), name='line_plan_once_a_day'), models.CheckConstraint(condition=models.Q(('minimum_crew__lte', models.F('planned'))), name='line_plan_reaches_minimum')],
            },
        ),
        migrations.AddConstraint(
            model_name='expected',
            constraint=models.UniqueConstraint(fields=('call', 'nth'), name='expected_once'),
        ),
    ]
