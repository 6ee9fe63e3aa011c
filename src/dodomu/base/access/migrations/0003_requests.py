import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_preferences"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="AccessRequest",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("subject", models.UUIDField(db_index=True)),
                    (
                        "compartment",
                        models.CharField(
                            choices=[
                                ("location", "where a child is"),
                                ("route", "by which way a child travels"),
                                ("shelter", "the address of a shelter"),
                                ("clinical", "health"),
                                ("sealed", "sealed accounts, opened by name only"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("hours", models.PositiveIntegerField()),
                    ("reason_sealed", models.BinaryField()),
                    ("data_key", models.UUIDField()),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answer",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for an answer"),
                                ("granted", "granted"),
                                ("refused", "refused"),
                                ("taken_back", "taken back"),
                            ],
                            default="waiting",
                            max_length=12,
                        ),
                    ),
                    ("answered_at", models.DateTimeField(null=True)),
                    ("answer_sealed", models.BinaryField(null=True)),
                    ("not_confirmed", models.BooleanField(default=False)),
                    ("until", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "ended_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="access_requests",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "verbose_name": "request for access",
                    "verbose_name_plural": "requests for access",
                    "ordering": ["-at"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("answer", "waiting")), fields=["at"], name="accessrequest_waiting"
                        ),
                        models.Index(
                            condition=models.Q(("answer", "granted")),
                            fields=["user", "until"],
                            name="accessrequest_open",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("compartment", "sealed"), _negated=True),
                            name="accessrequest_never_sealed_accounts",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("hours__gte", 1)), name="accessrequest_for_some_hours"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answered_by", None),
                                models.Q(("answered_by", models.F("user")), _negated=True),
                                _connector="OR",
                            ),
                            name="accessrequest_answered_by_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answer", "waiting"),
                                    ("answered_at", None),
                                    ("answered_by", None),
                                    ("not_confirmed", False),
                                ),
                                models.Q(
                                    ("answer", "taken_back"),
                                    ("answered_at__isnull", False),
                                    ("answered_by", None),
                                    ("not_confirmed", False),
                                ),
                                models.Q(
                                    ("answer", "refused"),
                                    ("answer_sealed__isnull", False),
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    ("not_confirmed", False),
                                ),
                                models.Q(
                                    ("answer", "granted"),
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    ("not_confirmed", False),
                                ),
                                models.Q(
                                    ("answer", "granted"),
                                    ("answered_at__isnull", False),
                                    ("answered_by", None),
                                    ("not_confirmed", True),
                                ),
                                _connector="OR",
                            ),
                            name="accessrequest_answered_when_and_by_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "granted"), ("until__gt", models.F("answered_at"))),
                                models.Q(models.Q(("answer", "granted"), _negated=True), ("until", None)),
                                _connector="OR",
                            ),
                            name="accessrequest_granted_until",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at", None), ("ended_by", None)),
                                models.Q(
                                    ("ended_at__gte", models.F("answered_at")),
                                    ("ended_at__lte", models.F("until")),
                                    ("ended_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="accessrequest_ended_when_and_by_whom",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("answer", "waiting")),
                            fields=("user", "subject", "compartment"),
                            name="accessrequest_one_waiting",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Restriction",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("subject", models.UUIDField(db_index=True)),
                    ("use", models.CharField(max_length=30)),
                    ("since", models.DateTimeField()),
                    ("because", models.UUIDField(db_index=True)),
                    ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("lifted_at", models.DateTimeField(null=True)),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "set_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "ordering": ["since"],
                    "indexes": [
                        models.Index(
                            condition=models.Q(("lifted_at", None)),
                            fields=["use", "since"],
                            name="restriction_in_force",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_at", None), ("lifted_by", None)),
                                models.Q(("lifted_at__gte", models.F("set_at")), ("lifted_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="restriction_lifted_when_and_by_whom",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("lifted_at", None)),
                            fields=("subject", "use", "because"),
                            name="restriction_once",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange(
            "access_accessrequest",
            columns=("id", "user_id", "subject", "compartment", "hours", "reason_sealed", "data_key", "at"),
            once=("answered_at", "answered_by_id", "answer_sealed", "until", "ended_at", "ended_by_id"),
        ),
        ForbidChange(
            "access_restriction",
            columns=("id", "subject", "use", "since", "because", "set_by_id", "set_at"),
            once=("lifted_at", "lifted_by_id"),
        ),
    ]
