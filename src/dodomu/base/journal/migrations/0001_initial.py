from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Leaf",
                fields=[
                    ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("body", models.BinaryField()),
                    ("hash", models.BinaryField()),
                    ("written_at", models.DateTimeField()),
                    ("kind", models.CharField(max_length=64)),
                    ("actor_pid", models.UUIDField(db_index=True)),
                    ("subject", models.UUIDField(db_index=True, null=True)),
                ],
                options={
                    "db_table": "journal_leaf",
                    "ordering": ["index"],
                },
            ),
            migrations.CreateModel(
                name="Node",
                fields=[
                    (
                        "pk",
                        models.CompositePrimaryKey(
                            "level", "position", blank=True, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("level", models.SmallIntegerField()),
                    ("position", models.BigIntegerField()),
                    ("hash", models.BinaryField()),
                ],
                options={
                    "db_table": "journal_node",
                },
            ),
        ),
        ForbidChange("journal_leaf"),
        ForbidChange("journal_node"),
    ]
