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
            name='PeopleImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('RECEIVED', 'Đã nhận, chưa kiểm tra'), ('CHECKED', 'Đã kiểm tra, chưa ghi'), ('TAKEN', 'Đã ghi'), ('DROPPED', 'Đã bỏ'), ('UNDONE', 'Đã hoàn tác')], default='CHECKED', max_length=8)),
                ('file_name', models.CharField(max_length=200)),
                ('file_hash', models.CharField(max_length=64)),
                ('file_cipher', models.BinaryField()),
                ('listed_on', models.DateField()),
                ('complete', models.BooleanField(default=False)),
                ('mapping', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('repairs', models.JSONField(default=list)),
                ('counts', models.JSONField(default=dict)),
                ('findings', models.JSONField(default=list)),
                ('preview', models.BinaryField(blank=True, null=True)),
                ('kept_rows', models.BinaryField(blank=True, null=True)),
                ('change_set', models.BinaryField(blank=True, null=True)),
                ('only_right_rows', models.BooleanField(default=False)),
                ('uploaded_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people_imports', to='enterprises.enterprise')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['enterprise', 'uploaded_at'], name='people_peop_enterpr_df2e15_idx')],
            },
        ),
        migrations.CreateModel(
            name='CellCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('row', models.PositiveIntegerField()),
                ('column', models.PositiveIntegerField()),
                ('file_cipher', models.BinaryField()),
                ('corrected_cipher', models.BinaryField()),
                ('corrected_at', models.DateTimeField()),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='people.peopleimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('people_import', 'row', 'column'), name='cell_corrected_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('identity_kind', models.CharField(choices=[('CCCD', 'Căn cước (12 số)'), ('CMND', 'Chứng minh nhân dân (9 số)'), ('PASSPORT', 'Hộ chiếu')], max_length=8)),
                ('identity_country', models.CharField(default='VN', max_length=2)),
                ('identity_cipher', models.BinaryField()),
                ('identity_hash', models.CharField(max_length=64)),
                ('identity_mask', models.CharField(max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('identity_hash',), name='one_row_a_paper')],
            },
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('stay', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('employee_code', models.CharField(max_length=30)),
                ('full_name', models.CharField(max_length=120)),
                ('name_key', models.CharField(max_length=120)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(blank=True, choices=[('F', 'Nữ'), ('M', 'Nam')], max_length=1)),
                ('nationality', models.CharField(default='VN', max_length=2)),
                ('origin_province', models.CharField(blank=True, max_length=2)),
                ('origin_district', models.CharField(blank=True, max_length=3)),
                ('origin_commune', models.CharField(blank=True, max_length=5)),
                ('origin_catalogue', models.CharField(blank=True, max_length=10)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('wage', models.DecimalField(blank=True, decimal_places=0, max_digits=14, null=True)),
                ('job', models.CharField(blank=True, max_length=80)),
                ('contract', models.CharField(blank=True, max_length=60)),
                ('workshop', models.CharField(blank=True, max_length=60)),
                ('line', models.CharField(blank=True, max_length=60)),
                ('shift', models.CharField(blank=True, max_length=30)),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, null=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='enterprises.enterprise')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['stay', 'since'], name='people_empl_stay_3225a5_idx'), models.Index(fields=['name_key', 'until', 'since', 'enterprise'], name='employment_by_name'), models.Index(fields=['enterprise', 'name_key', 'until', 'since'], name='employment_by_both'), models.Index(fields=['employee_code', 'until', 'since', 'enterprise', 'origin_province', 'sex', 'origin_catalogue'], name='employment_by_code'), models.Index(fields=['joined_on', 'until', 'since', 'enterprise'], name='employment_by_joining'), models.Index(fields=['enterprise', 'until', 'since', 'origin_province', 'sex', 'nationality', 'shift', 'workshop', 'line', 'origin_catalogue'], name='employment_counted')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('enterprise', 'employee_code'), name='employee_code_once'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('enterprise', 'person'), name='employed_once_at_a_time'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='stretch_has_days'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on', models.F('until')), _connector='OR'), name='leaving_ends_it'), models.CheckConstraint(condition=models.Q(('since__gte', models.F('joined_on'))), name='joined_before_stretch')],
            },
        ),
        migrations.CreateModel(
            name='Revelation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('stay', models.UUIDField()),
                ('reason', models.CharField(max_length=300)),
                ('revealed_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'stay', 'until'], name='people_reve_user_id_3255ce_idx'), models.Index(fields=['stay', 'revealed_at'], name='people_reve_stay_b3c81a_idx')],
            },
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('heading', models.CharField(max_length=200)),
                ('column', models.CharField(blank=True, max_length=40)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='column_mappings', to='enterprises.enterprise')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'heading'), name='heading_mapped_once')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('people', models.PositiveIntegerField()),
                ('lists', models.PositiveIntegerField()),
                ('left_before', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('erased_at', models.DateTimeField()),
                ('purged_at', models.DateTimeField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise')),
                ('erased_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['purged_at'], name='people_eras_purged__1ef948_idx')],
            },
        ),
    ]
