import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0001_initial"),
        ("registry", "0002_calls"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Photo",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("taken_sealed", models.BinaryField(null=True)),
                    ("blurred_sealed", models.BinaryField()),
                    ("clear_sealed", models.BinaryField()),
                    ("width", models.PositiveIntegerField()),
                    ("height", models.PositiveIntegerField()),
                    ("recorded_at", models.DateTimeField()),
                    (
                        "mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="registry.mention"
                        ),
                    ),
                    (
                        "original",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.original"
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("-recorded_at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("height__gte", 1), ("width__gte", 1)), name="photo_has_a_size"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PhotoWithdrawal",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "photo",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="withdrawal", to="registry.photo"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="PrintOut",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("page", "the child's page"),
                                ("lifeline", "the life-line"),
                                ("both", "the page and the life-line"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("purpose", models.CharField(max_length=20)),
                    ("named", models.BooleanField()),
                    ("pictured", models.BooleanField()),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.datakey",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="printouts", to="registry.person"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("data_key__isnull", True), ("note_sealed__isnull", True)),
                                models.Q(("data_key__isnull", False), ("note_sealed__isnull", False)),
                                _connector="OR",
                            ),
                            name="printout_note_has_key",
                        )
                    ],
                },
            ),
        ),
        *(ForbidChange(f"registry_{table}") for table in ("photo", "photowithdrawal", "printout")),
    ]
