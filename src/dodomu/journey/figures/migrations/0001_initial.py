import django.db.models.deletion
import dodomu.base.database.ids
import uuid
from django.conf import settings
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("keys", "0001_initial"),
        ("access", "0004_presence"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Release",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("number", models.PositiveIntegerField(unique=True)),
                    ("as_of", models.DateField(unique=True)),
                    ("threshold", models.PositiveSmallIntegerField()),
                    ("rules_from", models.DateField()),
                    ("hidden_sealed", models.BinaryField()),
                    ("taken_at", models.DateTimeField()),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    (
                        "taken_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("threshold__gte", 10)), name="release_threshold_kept"
                        )
                    ],
                    "ordering": ("-number",),
                },
            ),
            migrations.CreateModel(
                name="ReleasedCell",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("code", models.CharField(max_length=120)),
                    ("value", models.PositiveIntegerField(null=True)),
                    ("days", models.PositiveIntegerField(null=True)),
                    (
                        "release",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="figures.release"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("release", "code"), name="released_cell_once"),
                        models.CheckConstraint(
                            condition=models.Q(("value__isnull", True), ("value__gte", 10), _connector="OR"),
                            name="released_cell_never_small",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("days__isnull", True), ("value__isnull", False), _connector="OR"),
                            name="released_days_with_count",
                        ),
                    ]
                },
            ),
            migrations.CreateModel(
                name="Withdrawal",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("figure", models.CharField(max_length=60, unique=True)),
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="PublishedFigure",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("series", models.CharField(max_length=30)),
                    ("line", models.CharField(max_length=30)),
                    ("as_of", models.CharField(max_length=40)),
                    ("as_of_earliest", models.DateField()),
                    (
                        "qualifier",
                        models.CharField(
                            choices=[
                                ("exact", "exactly"),
                                ("about", "about"),
                                ("at_least", "at least"),
                                ("up_to", "up to"),
                                ("between", "between"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("low", models.PositiveIntegerField()),
                    ("high", models.PositiveIntegerField(null=True)),
                    ("words_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                ],
                options={
                    "ordering": ("as_of_earliest", "at"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("qualifier__in", ["exact", "about", "at_least", "up_to", "between"])),
                            name="published_qualifier_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("high__gt", models.F("low")), ("high__isnull", False), ("qualifier", "between")
                                ),
                                models.Q(models.Q(("qualifier", "between"), _negated=True), ("high__isnull", True)),
                                _connector="OR",
                            ),
                            name="published_between_two",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange("figures_release"),
        ForbidChange("figures_releasedcell"),
        ForbidChange("figures_publishedfigure"),
        ForbidChange("figures_withdrawal"),
    ]
