import django.core.validators
import django.db.models.deletion
import songhanh.enterprises.models.enterprise
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('parks', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=30, unique=True)),
                ('name', models.CharField(max_length=160)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField(max_length=30, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=80)),
                ('name_key', models.CharField(db_index=True, max_length=300)),
                ('tax_code', models.CharField(max_length=14, unique=True, validators=[songhanh.enterprises.models.enterprise.check_tax_code])),
                ('sector', models.CharField(blank=True, max_length=10)),
                ('trade', models.CharField(blank=True, max_length=80)),
                ('ownership', models.CharField(choices=[('FDI', 'Vốn đầu tư nước ngoài (FDI)'), ('DDI', 'Vốn đầu tư trong nước (DDI)')], max_length=3)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('website', models.URLField(blank=True)),
                ('operating_from', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('park', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enterprises', to='parks.industrialpark')),
            ],
            options={
                'ordering': ['code'],
                'indexes': [models.Index(fields=['park', 'code'], name='enterprises_park_id_d1ccde_idx'), models.Index(fields=['short_name'], name='enterprise_by_short_name')],
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('full_name', models.CharField(max_length=120)),
                ('position', models.CharField(blank=True, max_length=120)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('focal', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contact_points', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='enterprises.enterprise')),
            ],
            options={
                'ordering': ['enterprise', 'since'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='contact_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.CharField(max_length=30, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9._-]+$', 'Mã dự án «%(value)s» chưa đúng: chỉ gồm chữ không dấu, số, dấu chấm, gạch nối.')])),
                ('name', models.CharField(max_length=300)),
                ('sector', models.CharField(blank=True, max_length=10)),
                ('area_ha', models.DecimalField(blank=True, decimal_places=4, max_digits=10, null=True)),
                ('currency', models.CharField(choices=[('USD', 'USD'), ('VND', 'triệu đồng')], max_length=3)),
                ('registered_capital', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='enterprises.enterprise')),
                ('plot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='parks.plot')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='InvestmentCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=40)),
                ('amendment', models.PositiveSmallIntegerField(default=0)),
                ('issued_on', models.DateField()),
                ('authority', models.CharField(blank=True, max_length=120)),
                ('registered_capital', models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ('content', models.CharField(blank=True, max_length=500)),
                ('amends', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='enterprises.investmentcertificate')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='enterprises.project')),
            ],
            options={
                'ordering': ['issued_on', 'amendment'],
                'constraints': [models.UniqueConstraint(fields=('number', 'amendment'), name='certificate_amendment_once')],
            },
        ),
        migrations.CreateModel(
            name='Siting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sitings', to='enterprises.enterprise')),
                ('park', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sitings', to='parks.industrialpark')),
                ('plot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sitings', to='parks.plot')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'since'), name='siting_begins_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='siting_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='GroupMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('leads', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='enterprises.workinggroup')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('substitute', models.BooleanField(default=False)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='enterprises.enterprise')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='enterprises.workinggroup')),
            ],
            options={
                'indexes': [models.Index(fields=['officer', 'since'], name='enterprises_officer_d9ba29_idx')],
            },
        ),
    ]
