import django.db.models.deletion
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange, LiftForbidden

KEPT = (
    "id", "sha256_sealed", "size", "cipher_sha256", "data_key_id", "filename_sealed", "kind", "kept_at", "kept_by_id",
)


class Migration(migrations.Migration):

    dependencies = [
        ('vault', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='original',
            name='blake3_sealed',
            field=models.BinaryField(null=True),
        ),
        # The second digest is as lasting as the first; the fingerprint may go, and is never another.
        LiftForbidden("vault_original", columns=KEPT),
        ForbidChange("vault_original", columns=(*KEPT, "blake3_sealed"), emptied=("fingerprint",)),
        CreateModels(
            migrations.CreateModel(
                name='Derivative',
                fields=[
                    ('object', models.OneToOneField(db_column='object_id', on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='derivation', serialize=False, to='vault.original')),
                    ('purpose', models.CharField(choices=[('thumbnail', 'small picture'), ('text', 'text read from it'), ('redaction', 'copy with parts blacked out'), ('metadata', 'what the file says of itself')], max_length=20)),
                    ('tool', models.CharField(max_length=64)),
                    ('tool_version', models.CharField(max_length=64)),
                    ('parameters_sealed', models.BinaryField()),
                    ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made_from_it', to='vault.original')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line', to='vault.original')),
                ],
                options={
                    'db_table': 'vault_derivative',
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('object', models.F('parent')), _negated=True), models.Q(('object', models.F('source')), _negated=True)), name='vault_derivative_of_another')],
                },
            ),
        ),
        ForbidChange("vault_derivative"),
    ]
