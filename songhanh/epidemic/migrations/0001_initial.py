import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('enterprises', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('stay', models.UUIDField(blank=True, null=True)),
                ('onset_on', models.DateField(blank=True, null=True)),
                ('sampled_on', models.DateField(blank=True, null=True)),
                ('isolated_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_for', models.CharField(blank=True, max_length=300)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='enterprises.enterprise')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='people.person')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'entered_at'], name='case_by_enterprise')],
                'constraints': [models.CheckConstraint(condition=models.Q(('onset_on__isnull', False), ('sampled_on__isnull', False), ('erased_at__isnull', False), _connector='OR'), name='case_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HealthErasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cases', models.PositiveIntegerField()),
                ('lists', models.PositiveIntegerField()),
                ('answers', models.PositiveIntegerField()),
                ('before', models.DateField()),
                ('erased_at', models.DateTimeField()),
                ('purged_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['purged_at'], name='health_unpurged')],
            },
        ),
        migrations.CreateModel(
            name='TracingRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('definition_code', models.CharField(max_length=20)),
                ('definition_since', models.DateField()),
                ('definition', models.JSONField()),
                ('definition_hash', models.CharField(max_length=64)),
                ('tiers', models.PositiveSmallIntegerField()),
                ('days_before', models.PositiveSmallIntegerField()),
                ('days', models.JSONField()),
                ('files', models.JSONField(default=list)),
                ('snapshot_serial', models.PositiveIntegerField()),
                ('snapshot_hash', models.CharField(max_length=64)),
                ('engine', models.CharField(max_length=40)),
                ('elapsed_ms', models.FloatField()),
                ('cases', models.PositiveIntegerField()),
                ('unseen', models.PositiveIntegerField()),
                ('f1', models.PositiveIntegerField()),
                ('f1_uncertain', models.PositiveIntegerField()),
                ('f2', models.PositiveIntegerField()),
                ('f2_uncertain', models.PositiveIntegerField()),
                ('result_hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('repeats', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeated_by', to='epidemic.tracingrun')),
            ],
            options={
                'indexes': [models.Index(fields=['made_at'], name='run_by_time')],
            },
        ),
        migrations.CreateModel(
            name='TracedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_day', models.DateField()),
                ('content', models.BinaryField()),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='traced_list', to='epidemic.tracingrun')),
            ],
            options={
                'indexes': [models.Index(fields=['erased_at', 'first_day'], name='list_by_age')],
            },
        ),
        migrations.CreateModel(
            name='RunCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='epidemic.case')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='index_cases', to='epidemic.tracingrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'case'), name='case_once_a_run')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('CODES', 'Xem, ẩn tên'), ('NAMES', 'Mở tên'), ('FILE', 'Xuất tệp'), ('EXPOSURE', 'Xem ai lây cho ai'), ('HANDED', 'Doanh nghiệp xem phần được giao'), ('COUNTS', 'Xuất số liệu gửi ra ngoài')], max_length=8)),
                ('reader', models.CharField(max_length=120)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('read_at', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='epidemic.case')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='epidemic.tracingrun')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'read_at'], name='reading_by_run'), models.Index(fields=['case', 'read_at'], name='reading_by_case')],
                'constraints': [models.CheckConstraint(condition=models.Q(('run__isnull', False), ('case__isnull', False), _connector='XOR'), name='reading_of_one')],
            },
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('with_f2', models.BooleanField()),
                ('words', models.CharField(blank=True, max_length=500)),
                ('handed_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
                ('handed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='epidemic.tracingrun')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('run', 'enterprise'), name='handed_over_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveBigIntegerField()),
                ('tier', models.CharField(max_length=2)),
                ('within_distance', models.BooleanField(blank=True, null=True)),
                ('masked', models.BooleanField(blank=True, null=True)),
                ('physical', models.BooleanField(blank=True, null=True)),
                ('unprotected_care', models.BooleanField(blank=True, null=True)),
                ('by_wording', models.BooleanField(blank=True, null=True)),
                ('outcome', models.CharField(choices=[('F1', 'F1'), ('F2', 'F2'), ('NONE', 'Không phải tiếp xúc'), ('OPEN', 'Chưa rõ, còn phải hỏi')], max_length=4)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='epidemic.tracingrun')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'number'], name='answer_by_person')],
            },
        ),
    ]
