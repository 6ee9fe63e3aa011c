import django.db.models.deletion
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import AlterChoices, CreateModels
from dodomu.base.database.triggers import ForbidChange

STATUSES = [
    ("open", "waits for a decision"),
    ("waiting", "waits for a second person"),
    ("same", "the same person"),
    ("different", "two different people"),
    ("unsure", "undecided for now"),
    ("related", "relatives, recorded as such"),
    ("family", "perhaps one family, not one person"),
    ("moved", "settled by another decision"),
    ("gone", "one of the records was withdrawn"),
]
VERDICTS = [
    ("same", "The same person"),
    ("different", "Two different people"),
    ("unsure", "Cannot tell yet"),
    ("related", "Relatives, not one person"),
]


class Migration(migrations.Migration):
    dependencies = [("tracing", "0001_initial")]

    operations = [
        AlterChoices("candidate", "status", models.CharField(choices=STATUSES, default="open", max_length=10)),
        AlterChoices("decision", "verdict", models.CharField(choices=VERDICTS, max_length=10)),
        migrations.AddIndex(
            "candidate", models.Index(fields=("status", "-probability", "id"), name="candidate_by_probability")
        ),
        CreateModels(
            migrations.CreateModel(
                name="RecordedKin",
                fields=[
                    (
                        "decision",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="recorded_kin",
                            serialize=False,
                            to="tracing.decision",
                        ),
                    ),
                    ("report_ref", models.UUIDField(unique=True)),
                ],
            ),
            migrations.CreateModel(
                name="Sweep",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("day", models.DateField(unique=True)),
                    ("mentions", models.PositiveIntegerField()),
                    ("begun_at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="SweepPart",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("first", models.UUIDField()),
                    ("last", models.UUIDField()),
                    ("found", models.PositiveIntegerField(null=True)),
                    ("done_at", models.DateTimeField(null=True)),
                    (
                        "sweep",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="tracing.sweep"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("sweep", "first"), name="sweep_part_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at__isnull", True), ("found__isnull", True)),
                                models.Q(("done_at__isnull", False), ("found__isnull", False)),
                                _connector="OR",
                            ),
                            name="sweep_part_done_and_counted",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange("tracing_recordedkin"),
    ]
