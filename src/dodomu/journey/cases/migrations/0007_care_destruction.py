import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import AlterChoices, CreateModels
from dodomu.base.database.triggers import SECOND_PERSON, ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_sealed_notes"),
        ("keys", "0003_sealed_level"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AlterChoices(
            model_name="caseevent",
            name="what",
            field=models.CharField(
                choices=[
                    ("opened", "case opened"),
                    ("reassigned", "handed to another worker"),
                    ("worker_left", "the worker left"),
                    ("risk_changed", "risk level changed"),
                    ("led", "led by another case"),
                    ("led_no_more", "led by its own team again"),
                    ("closing_asked", "closing asked for"),
                    ("closing_declined", "closing not confirmed"),
                    ("closed", "case closed"),
                    ("reopened", "case opened again"),
                    ("care_asked", "destruction of the care data asked for"),
                    ("care_kept", "destruction of the care data not confirmed"),
                    ("care_destroyed", "care data destroyed"),
                ],
                max_length=20,
            ),
        ),
        CreateModels(
            migrations.CreateModel(
                name="CareDestruction",
                fields=[
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for a second person"),
                                ("confirmed", "confirmed by a second person"),
                                ("declined", "not confirmed: a second person said no"),
                                ("alone", "not confirmed: nobody else works here"),
                                ("not_needed", "needs no second person"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("second_at", models.DateTimeField(null=True)),
                    ("second_reason_sealed", models.BinaryField(null=True)),
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "why",
                        models.CharField(
                            choices=[
                                ("retention", "kept as long as the rule says, and reviewed"),
                                ("erasure_request", "the child or the family asks for it"),
                                ("consent_withdrawn", "the consent they rest on was withdrawn"),
                                ("kept_wrongly", "they should never have been kept"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("state_seen", models.CharField(max_length=64)),
                    ("counted", models.JSONField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="care_destructions",
                            to="cases.case",
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    (
                        "second",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("second__isnull", True),
                                models.Q(("second", models.F("by")), _negated=True),
                                _connector="OR",
                            ),
                            name="caredestruction_second_is_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("second__isnull", True),
                                    ("second_at__isnull", True),
                                    ("second_reason_sealed__isnull", True),
                                    ("state__in", ("waiting", "alone", "not_needed")),
                                ),
                                models.Q(
                                    ("second__isnull", False),
                                    ("second_at__isnull", False),
                                    ("second_reason_sealed__isnull", False),
                                    ("state__in", ("confirmed", "declined")),
                                ),
                                _connector="OR",
                            ),
                            name="caredestruction_second_who_when_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("why__in", ["retention", "erasure_request", "consent_withdrawn", "kept_wrongly"])
                            ),
                            name="care_destruction_why_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("waiting", "confirmed", "declined", "alone"))),
                            name="care_destruction_needs_two",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("waiting", "confirmed", "alone"))),
                            fields=("case",),
                            name="care_destruction_once",
                        ),
                    ],
                },
            )
        ),
        ForbidChange(
            "cases_caredestruction",
            columns=(
                "id",
                "pid",
                "case_id",
                "why",
                "state_seen",
                "counted",
                "data_key_id",
                "reason_sealed",
                "by_id",
                "at",
            ),
            **SECOND_PERSON,
        ),
    ]
