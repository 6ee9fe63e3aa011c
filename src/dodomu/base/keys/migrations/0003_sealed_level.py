import django.db.models.deletion
import django.utils.timezone
import dodomu.base.database.ids
from django.conf import settings
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange
from dodomu.base.keys.triggers import DestroyedForEver


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0002_rotation_and_purpose"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="SealedKey",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("public", models.BinaryField()),
                    ("salt", models.BinaryField()),
                    ("passes", models.PositiveIntegerField()),
                    ("memory_kib", models.PositiveIntegerField()),
                    ("lanes", models.PositiveIntegerField()),
                    ("wrapped", models.BinaryField(null=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_sealedkey",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at", None)), fields=("person",), name="sealedkey_one_of_a_person"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", False), ("wrapped__isnull", True)),
                                models.Q(("ended_at__isnull", True), ("wrapped__isnull", False)),
                                _connector="OR",
                            ),
                            name="sealedkey_wrapped_until_ended",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SealedRecovery",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("public", models.BinaryField()),
                    ("threshold", models.PositiveSmallIntegerField()),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("in_force_at", models.DateTimeField(null=True)),
                    ("rehearsed_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_sealedrecovery",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at", None), ("in_force_at__isnull", False)),
                            fields=("threshold",),
                            name="sealedrecovery_one_in_force",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at", None), ("in_force_at", None)),
                            fields=("threshold",),
                            name="sealedrecovery_one_waits",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("rehearsed_at", None), ("in_force_at__isnull", False), _connector="OR"),
                            name="sealedrecovery_rehearsed_in_force",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SealedShare",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("fingerprint", models.BinaryField()),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    (
                        "holder",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "recovery",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="keys.sealedrecovery"
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_sealedshare",
                    "ordering": ("number",),
                    "constraints": [
                        models.UniqueConstraint(fields=("recovery", "number"), name="sealedshare_number_once"),
                        models.UniqueConstraint(fields=("recovery", "holder"), name="sealedshare_holder_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SealedValue",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("table", models.CharField(max_length=60)),
                    ("row", models.UUIDField()),
                    ("column", models.CharField(max_length=40)),
                    ("generation", models.PositiveIntegerField(default=1)),
                    ("content", models.BinaryField(null=True)),
                    ("stale", models.BooleanField(default=False)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("destroyed_at", models.DateTimeField(null=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_sealedvalue",
                    "constraints": [
                        models.UniqueConstraint(fields=("table", "row", "column"), name="sealedvalue_one_in_a_place"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("content__isnull", True), ("destroyed_at__isnull", False)),
                                models.Q(("content__isnull", False), ("destroyed_at__isnull", True)),
                                _connector="OR",
                            ),
                            name="sealedvalue_content_until_destroyed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SealedEnvelope",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("generation", models.PositiveIntegerField()),
                    ("wrapped", models.BinaryField(null=True)),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("removed_at", models.DateTimeField(null=True)),
                    (
                        "removed_why",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("resealed", "sealed anew"),
                                ("withdrawn", "taken away by a reader"),
                                ("left", "the person left"),
                                ("lost", "the passphrase was lost"),
                                ("renewed", "the recovery shares were renewed"),
                                ("destroyed", "the value was destroyed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "key",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="envelopes",
                            to="keys.sealedkey",
                        ),
                    ),
                    (
                        "recovery",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="envelopes",
                            to="keys.sealedrecovery",
                        ),
                    ),
                    (
                        "value",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="envelopes", to="keys.sealedvalue"
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_sealedenvelope",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("key__isnull", True), ("recovery__isnull", False)),
                                models.Q(("key__isnull", False), ("recovery__isnull", True)),
                                _connector="OR",
                            ),
                            name="sealedenvelope_for_one",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("removed_at", None)),
                            fields=("value", "key"),
                            name="sealedenvelope_once_a_key",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("removed_at", None)),
                            fields=("value", "recovery"),
                            name="sealedenvelope_once_a_recovery",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("removed_at__isnull", False),
                                    ("wrapped__isnull", True),
                                    models.Q(("removed_why", ""), _negated=True),
                                ),
                                models.Q(("removed_at__isnull", True), ("removed_why", ""), ("wrapped__isnull", False)),
                                _connector="OR",
                            ),
                            name="sealedenvelope_wrapped_until_removed",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange("keys_sealedkey", columns=("id", "person_id", "public", "made_at"), once=("ended_at",)),
        ForbidChange(
            "keys_sealedrecovery",
            columns=("id", "public", "threshold", "made_by_id", "made_at"),
            once=("in_force_at", "ended_at"),
        ),
        ForbidChange(
            "keys_sealedshare",
            columns=("id", "recovery_id", "number", "holder_id", "fingerprint"),
            once=("confirmed_at",),
        ),
        ForbidChange(
            "keys_sealedvalue",
            columns=("id", "table", "row", "column", "made_by_id", "made_at"),
            once=("destroyed_at",),
        ),
        ForbidChange(
            "keys_sealedenvelope",
            columns=("id", "value_id", "key_id", "recovery_id", "generation", "made_at"),
            once=("removed_at",),
        ),
        DestroyedForEver("keys_sealedenvelope"),
    ]
