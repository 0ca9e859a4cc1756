import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('enterprises', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('PHONE', 'Điện thoại'), ('CLOCK', 'Máy chấm công')], default='PHONE', max_length=5)),
                ('secret_hash', models.CharField(blank=True, max_length=64)),
                ('enrol_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                ('enrol_until', models.DateTimeField(blank=True, null=True)),
                ('enrolled_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='SealKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('public', models.BinaryField()),
                ('private_cipher', models.BinaryField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClockFormat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mapping', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('changed_at', models.DateTimeField()),
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clock_format', to='enterprises.enterprise')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeviceState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('battery', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('drift_ms', models.BigIntegerField(default=0)),
                ('snapshot', models.CharField(blank=True, max_length=40)),
                ('device', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='state', to='gate.device')),
            ],
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='enterprises.enterprise')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.AddField(
            model_name='device',
            name='gate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to='gate.gate'),
        ),
        migrations.CreateModel(
            name='Guard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mark', models.CharField(max_length=12)),
                ('name', models.CharField(max_length=120)),
                ('pin_salt', models.CharField(max_length=32)),
                ('pin_hash', models.CharField(max_length=64)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guards', to='enterprises.enterprise')),
            ],
            options={
                'ordering': ['mark'],
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'mark'), name='guard_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='GuardShift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='gate.device')),
                ('guard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='gate.guard')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('device',), name='one_guard_at_a_device')],
            },
        ),
        migrations.CreateModel(
            name='Lane',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=20)),
                ('name', models.CharField(max_length=60)),
                ('direction', models.CharField(choices=[('IN', 'Vào'), ('OUT', 'Ra'), ('MIXED', 'Vào và ra')], default='MIXED', max_length=5)),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lanes', to='gate.gate')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('gate', 'code'), name='lane_code_once')],
            },
        ),
        migrations.CreateModel(
            name='PassBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('issued_at', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
                ('numbers_hash', models.CharField(max_length=64)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PassKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(unique=True)),
                ('public', models.BinaryField()),
                ('private_cipher', models.BinaryField()),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('number__range', (1, 255))), name='pass_key_is_a_byte')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('WORKSHOP', 'Phân xưởng'), ('LINE', 'Tổ / chuyền'), ('SITTING', 'Ca ăn'), ('ROOM', 'Phòng ở'), ('BUS', 'Chuyến xe')], max_length=8)),
                ('name', models.CharField(max_length=60)),
                ('distance', models.CharField(choices=[('NEAR', 'Sát nhau'), ('SAME_ROOM', 'Cùng phòng'), ('FAR', 'Rải rác')], max_length=9)),
                ('minimum_crew', models.PositiveIntegerField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='enterprises.enterprise')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='gate.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'kind', 'parent', 'name'), name='place_once'), models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('enterprise', 'kind', 'name'), name='place_without_parent_once')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=1)),
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='enterprises.enterprise')),
            ],
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=30)),
                ('starts_at', models.TimeField()),
                ('ends_at', models.TimeField()),
                ('early_minutes', models.PositiveSmallIntegerField(default=60)),
                ('late_minutes', models.PositiveSmallIntegerField(default=240)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='enterprises.enterprise')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'name'), name='shift_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitorAnnouncement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('VISITOR', 'Khách'), ('CONTRACTOR', 'Nhà thầu'), ('DRIVER', 'Lái xe')], max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('plate', models.CharField(blank=True, max_length=20)),
                ('company', models.CharField(blank=True, max_length=120)),
                ('host', models.CharField(max_length=120)),
                ('purpose', models.CharField(blank=True, max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('announced_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('announced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='enterprises.enterprise')),
            ],
            options={
                'indexes': [models.Index(fields=['valid_from', 'valid_until'], name='announced_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('valid_from'))), name='announced_for_days')],
            },
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.BigIntegerField(unique=True)),
                ('kind', models.CharField(choices=[('WORKER', 'Người lao động'), ('VISITOR', 'Khách'), ('CONTRACTOR', 'Nhà thầu'), ('DRIVER', 'Lái xe')], max_length=10)),
                ('stay', models.UUIDField(blank=True, null=True)),
                ('label', models.CharField(max_length=120)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_for', models.CharField(blank=True, choices=[('LOST', 'Mất thẻ'), ('DAMAGED', 'Thẻ hỏng'), ('LEFT', 'Đã nghỉ việc'), ('CANCELLED', 'Hủy đăng ký vào'), ('MISTAKE', 'Cấp nhầm')], max_length=10)),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='enterprises.enterprise')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='gate.pass')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='gate.passbatch')),
                ('key', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.passkey')),
                ('announcement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passes', to='gate.visitorannouncement')),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'revoked_at', 'label'], name='pass_by_enterprise'), models.Index(fields=['stay', 'revoked_at'], name='pass_by_stay'), models.Index(fields=['label'], name='pass_by_label')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None), ('stay__isnull', False)), fields=('stay',), name='one_pass_a_stay'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('valid_from'))), name='pass_has_days'), models.CheckConstraint(condition=models.Q(('stay__isnull', False), ('announcement__isnull', False), _connector='OR'), name='pass_is_somebodys')],
            },
        ),
        migrations.CreateModel(
            name='Walk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walks', to='gate.gate')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.gate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='walk_once'), models.CheckConstraint(condition=models.Q(('one_id__lt', models.F('other_id'))), name='walk_lower_first')],
            },
        ),
        migrations.CreateModel(
            name='ClockImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('RECEIVED', 'Đã nhận, chưa kiểm tra'), ('CHECKED', 'Đã kiểm tra, chưa ghi'), ('TAKEN', 'Đã ghi'), ('DROPPED', 'Đã bỏ'), ('UNDONE', 'Đã hoàn tác')], default='CHECKED', max_length=8)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('file_cipher', models.BinaryField()),
                ('mapping', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('correction', models.SmallIntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('findings', models.JSONField(default=list)),
                ('doubts', models.JSONField(default=list)),
                ('preview', models.BinaryField(blank=True, null=True)),
                ('only_right_rows', models.BooleanField(default=False)),
                ('uploaded_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clock_imports', to='enterprises.enterprise')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gate.gate')),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'uploaded_at'], name='clock_sent')],
            },
        ),
        migrations.CreateModel(
            name='GateRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('for_whom', models.CharField(choices=[('PERSON', 'Một người'), ('LINE', 'Tổ / chuyền'), ('SHIFT', 'Ca'), ('WORKSHOP', 'Phân xưởng'), ('PROVINCE', 'Tỉnh')], max_length=8)),
                ('stay', models.UUIDField(blank=True, null=True)),
                ('workshop', models.CharField(blank=True, max_length=60)),
                ('value', models.CharField(blank=True, max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(choices=[('STAY_HOME', 'Có quyết định nghỉ ở nhà'), ('LINE_STOPPED', 'Bộ phận tạm dừng'), ('NOT_TRAINED', 'Chưa huấn luyện an toàn'), ('PAPERS', 'Thiếu giấy tờ'), ('SUSPENDED', 'Tạm đình chỉ công việc')], max_length=12)),
                ('words_vi', models.CharField(max_length=160)),
                ('words_en', models.CharField(max_length=160)),
                ('source', models.CharField(choices=[('BY_HAND', 'Đặt bằng tay'), ('AUTOMATIC', 'Tự động')], default='BY_HAND', max_length=9)),
                ('set_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gate_rules', to='enterprises.enterprise')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'lifted_at'], name='gate_rule_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='gate_rule_has_days'), models.CheckConstraint(condition=models.Q(models.Q(('for_whom', 'PERSON'), ('stay__isnull', False)), models.Q(models.Q(('for_whom', 'PERSON'), _negated=True), models.Q(('value', ''), _negated=True)), _connector='OR'), name='gate_rule_is_for_somebody')],
            },
        ),
    ]
