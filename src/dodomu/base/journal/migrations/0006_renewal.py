import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange

OF_ITSELF = ("backup_restored", "clock.moved", "journal.renewed", "journal.verified", "journal.witness_disagreed")


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_stamps")]

    operations = [
        # The database finds such leaves by an index that names their kinds, so a new kind means a new index.
        migrations.RemoveIndex(model_name="leaf", name="journal_leaf_of_itself"),
        migrations.AddIndex(
            model_name="leaf",
            index=models.Index(
                condition=Q(("kind__in", OF_ITSELF)), fields=["kind", "index"], name="journal_leaf_of_itself"
            ),
        ),
        CreateModels(
            migrations.CreateModel(
                name="LostCheckpoint",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("leaf_index", models.BigIntegerField()),
                    ("size", models.BigIntegerField()),
                    ("root", models.BinaryField()),
                    ("note", models.TextField()),
                    (
                        "checkpoint",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lost",
                            to="journal.keptcheckpoint",
                        ),
                    ),
                    (
                        "log_key",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="journal.logkey",
                        ),
                    ),
                ],
                options={
                    "db_table": "journal_lostcheckpoint",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("leaf_index", "size", "root"), name="journal_lostcheckpoint_once"
                        ),
                    ],
                },
            )
        ),
        ForbidChange("journal_lostcheckpoint"),
    ]
