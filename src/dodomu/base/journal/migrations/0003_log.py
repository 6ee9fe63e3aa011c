import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


def own_key():
    return (
        "id",
        models.UUIDField(
            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
        ),
    )


def by_log_key():
    return (
        "log_key",
        models.ForeignKey(
            db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.logkey"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_case_chains"), ("keys", "0001_initial")]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="LogKey",
                fields=[
                    own_key(),
                    ("origin", models.CharField(max_length=255, unique=True)),
                    ("ed25519_sealed", models.BinaryField()),
                    ("ml_dsa_44_sealed", models.BinaryField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "data_key",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.datakey",
                        ),
                    ),
                ],
                options={"db_table": "journal_logkey"},
            ),
            migrations.CreateModel(
                name="CaseMap",
                fields=[
                    own_key(),
                    ("leaf_index", models.BigIntegerField(unique=True)),
                    ("secret_sealed", models.BinaryField()),
                    ("made_at", models.DateTimeField()),
                    by_log_key(),
                ],
                options={"db_table": "journal_casemap"},
            ),
            migrations.CreateModel(
                name="KeptCheckpoint",
                fields=[
                    own_key(),
                    ("size", models.BigIntegerField()),
                    ("root", models.BinaryField()),
                    ("note", models.TextField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    by_log_key(),
                ],
                options={
                    "db_table": "journal_checkpoint",
                    "constraints": [
                        models.UniqueConstraint(fields=("log_key", "size"), name="journal_checkpoint_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="KeptCosignature",
                fields=[
                    own_key(),
                    ("witness", models.CharField(max_length=255)),
                    ("key_id", models.CharField(max_length=8)),
                    ("line", models.TextField()),
                    ("stated_at", models.BigIntegerField()),
                    ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "checkpoint",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="cosignatures",
                            to="journal.keptcheckpoint",
                        ),
                    ),
                ],
                options={
                    "db_table": "journal_cosignature",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("checkpoint", "witness", "key_id"), name="journal_cosignature_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="WitnessState",
                fields=[
                    ("witness", models.CharField(max_length=255, primary_key=True, serialize=False)),
                    ("outcome", models.CharField(max_length=32)),
                    ("tried_at", models.DateTimeField()),
                    ("failing_since", models.DateTimeField(null=True)),
                ],
                options={"db_table": "journal_witnessstate"},
            ),
        ),
        *(ForbidChange(f"journal_{table}") for table in ("logkey", "casemap", "checkpoint", "cosignature")),
    ]
