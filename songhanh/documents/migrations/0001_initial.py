import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('type_code', models.CharField(max_length=10)),
                ('symbol', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('number_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('abstract', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('DRAFT', 'Dự thảo'), ('SUBMITTED', 'Đã trình'), ('APPROVED', 'Đã ký ban hành')], default='DRAFT', max_length=10)),
                ('subject', models.CharField(db_index=True, max_length=120)),
                ('body', models.JSONField(default=dict)),
                ('place', models.CharField(blank=True, max_length=60)),
                ('signer_authority', models.CharField(blank=True, max_length=60)),
                ('signer_title', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('signed_on', models.DateField(blank=True, null=True)),
                ('return_reason', models.CharField(blank=True, max_length=500)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='documents.officialdocument')),
                ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(fields=('number_year', 'type_code', 'number'), name='document_number_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('DRAFT', 'Dự thảo'), ('SUBMITTED', 'Đã trình'), ('APPROVED', 'Đã ký ban hành')], max_length=10)),
                ('format', models.CharField(max_length=8)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='renditions', to='documents.officialdocument')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
