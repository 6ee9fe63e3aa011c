import django.db.models.deletion
import dodomu.base.database.ids
from django.conf import settings
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("keys", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="CallDraft",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("sealed", models.BinaryField(null=True)),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("step", models.CharField(max_length=12)),
                    ("started_at", models.DateTimeField()),
                    ("saved_at", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[("recorded", "Recorded"), ("discarded", "Discarded"), ("expired", "Expired")],
                            max_length=12,
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.datakey",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.report",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["owner", "ended_at"], name="call_draft_of_owner")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("outcome", ""), ("sealed__isnull", False)),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("outcome__in", ["recorded", "discarded", "expired"]),
                                    ("sealed__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="call_draft_ended_or_sealed",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("outcome", "recorded"), ("report__isnull", False)),
                                models.Q(models.Q(("outcome", "recorded"), _negated=True), ("report__isnull", True)),
                                _connector="OR",
                            ),
                            name="call_draft_report_when_recorded",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="OpenQuestion",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "question",
                        models.CharField(
                            choices=[
                                ("name", "Name"),
                                ("birth_date", "Birth date"),
                                ("sex", "Sex"),
                                ("kinship", "What the caller is to the child"),
                                ("last_seen", "Where the child is or was last seen"),
                                ("seen_on", "When the child was seen there"),
                                ("siblings", "Brothers and sisters of each other"),
                                ("contact", "How to reach the caller safely"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(
                            choices=[("unknown", "unknown: asked, nobody could say"), ("not_asked", "not asked")],
                            max_length=12,
                        ),
                    ),
                    (
                        "mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="open_questions",
                            to="registry.mention",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("mention", "question"), name="open_question_once"),
                        models.CheckConstraint(
                            condition=models.Q(("answer__in", ["unknown", "not_asked"])), name="open_question_answer"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PossiblyKnown",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("found_at", models.DateTimeField()),
                    ("seen_at", models.DateTimeField(null=True)),
                    (
                        "draft",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="possibly_known",
                            to="registry.calldraft",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                        ),
                    ),
                    (
                        "seen_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("draft", "person"), name="possibly_known_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                                models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="possibly_known_seen_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Requester",
                fields=[
                    (
                        "report",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            primary_key=True,
                            related_name="requester",
                            serialize=False,
                            to="registry.report",
                        ),
                    ),
                    (
                        "mention",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="requester", to="registry.mention"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Verification",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "what",
                        models.CharField(choices=[("identity", "identity"), ("kinship", "kinship")], max_length=12),
                    ),
                    (
                        "result",
                        models.CharField(
                            choices=[
                                ("verified", "verified"),
                                ("refused", "refused: it is not so, or cannot be shown"),
                                ("open", "not verified: an earlier answer no longer holds"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "means",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("passport", "passport or identity card"),
                                ("diia", "documents shown in Diia"),
                                ("birth_certificate", "birth certificate of the child"),
                                ("guardianship", "decision on guardianship or a court decision"),
                                ("civil_register", "extract from the civil register"),
                                ("authority", "answer of an authority"),
                                ("video", "video call with documents in hand"),
                                ("in_person", "met in person, documents seen"),
                                ("other", "another means, described below"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("words_sealed", models.BinaryField()),
                    ("checked_on", models.DateField()),
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
                        "child",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.mention",
                        ),
                    ),
                    (
                        "requester",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="verifications",
                            to="registry.requester",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("child__isnull", True), ("what", "identity")),
                                models.Q(("child__isnull", False), ("what", "kinship")),
                                _connector="OR",
                            ),
                            name="verification_kinship_to_a_child",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    (
                                        "means__in",
                                        [
                                            "passport",
                                            "diia",
                                            "birth_certificate",
                                            "guardianship",
                                            "civil_register",
                                            "authority",
                                            "video",
                                            "in_person",
                                            "other",
                                        ],
                                    ),
                                    ("result", "verified"),
                                ),
                                ("result__in", ("refused", "open")),
                                _connector="OR",
                            ),
                            name="verification_says_by_what",
                        ),
                    ],
                },
            ),
        ),
        *(ForbidChange(f"registry_{table}") for table in ("requester", "openquestion", "verification")),
        ForbidChange("registry_calldraft", columns=("id", "owner_id", "data_key_id", "started_at")),
        ForbidChange("registry_possiblyknown", columns=("id", "draft_id", "person_id", "found_at")),
    ]
