import django.db.models.deletion
import django.utils.timezone
import dodomu.base.database.ids
from django.db import migrations, models

from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('keys', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.UUIDField(default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('sha256_sealed', models.BinaryField()),
                ('fingerprint', models.BinaryField(db_index=True, null=True)),
                ('size', models.BigIntegerField()),
                ('cipher_sha256', models.CharField(max_length=64, unique=True)),
                ('filename_sealed', models.BinaryField()),
                ('kind', models.CharField(max_length=40)),
                ('kept_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kept_by_id', models.UUIDField(null=True)),
                ('data_key', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='keys.datakey')),
            ],
            options={
                'db_table': 'vault_original',
            },
        ),
        # The fingerprint may be cleared when an original is lawfully destroyed; nothing else ever changes.
        ForbidChange(
            "vault_original",
            columns=(
                "id", "sha256_sealed", "size", "cipher_sha256", "data_key_id", "filename_sealed", "kind", "kept_at",
                "kept_by_id",
            ),
        ),
    ]
