import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0003_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('record', models.UUIDField()),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'record', 'user'), name='presence_once'),
                    models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='presence_passes_by_itself'),
                ],
            },
        ),
    ]
