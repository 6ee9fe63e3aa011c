import django.db.models.deletion
import dodomu.base.database.ids
import uuid
from django.conf import settings
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import SECOND_PERSON, ForbidChange
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0004_presence"),
        ("cases", "0004_transfers"),
        ("keys", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="CarePlan",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="care_plans", to="cases.case"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("active", "active"), ("closed", "closed")], default="active", max_length=8
                        ),
                    ),
                    ("start", models.DateField()),
                    (
                        "risk",
                        models.CharField(
                            choices=[("critical", "critical"), ("high", "high"), ("medium", "medium"), ("low", "low")],
                            max_length=10,
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [models.Index(fields=["state", "owner"], name="care_plan_state_owner")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "active")), fields=("case",), name="care_plan_one_active"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanEvent",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="recovery.careplan"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("begun", "care plan begun"),
                                ("owner", "care plan given to another colleague"),
                                ("laid_out", "visits laid out anew"),
                                ("closing_asked", "closing asked for"),
                                ("closing_declined", "closing not confirmed"),
                                ("closed", "care plan closed"),
                                ("reopened", "care plan opened again"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("reason_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="Goal",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="recovery.careplan"
                        ),
                    ),
                    (
                        "domain",
                        models.CharField(
                            choices=[
                                ("safety", "safety"),
                                ("health", "health"),
                                ("mind", "peace of mind"),
                                ("family", "family and carers"),
                                ("school", "school"),
                                ("home", "a place to live"),
                                ("papers", "papers and entitlements"),
                                ("friends", "friends and leisure"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("text_sealed", models.BinaryField()),
                    ("child_agrees", models.CharField(max_length=10)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "end",
                        models.CharField(
                            blank=True,
                            choices=[("reached", "reached"), ("partly", "partly reached"), ("dropped", "dropped")],
                            max_length=8,
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
                    ("ended_at", models.DateTimeField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("end", ""), ("ended_at__isnull", True), ("ended_by__isnull", True)),
                                models.Q(
                                    models.Q(("end", ""), _negated=True),
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="goal_ended_who_when_how",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanClosing",
                fields=[
                    ("reason_sealed", models.BinaryField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
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
                    (
                        "second",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="recovery.careplan"
                        ),
                    ),
                    (
                        "why",
                        models.CharField(
                            choices=[
                                ("goals", "the goals are reached"),
                                ("elsewhere", "others go on from here"),
                                ("not_wanted", "the child or family wants no more support"),
                                ("lost", "could not be reached for three months"),
                                ("grown", "grown up, with a plan of their own"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "child_agrees",
                        models.CharField(
                            choices=[
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unable", "cannot say"),
                                ("not_asked", "not asked"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "carer_agrees",
                        models.CharField(
                            choices=[
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unable", "cannot say"),
                                ("not_asked", "not asked"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("visit_on", models.DateField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("second__isnull", True),
                                models.Q(("second", models.F("by")), _negated=True),
                                _connector="OR",
                            ),
                            name="planclosing_second_is_another",
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
                            name="planclosing_second_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowUpDue",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="dues", to="recovery.careplan"
                        ),
                    ),
                    ("code", models.CharField(max_length=12)),
                    ("due_on", models.DateField()),
                    ("rule", models.CharField(max_length=24)),
                    ("dropped_at", models.DateTimeField(null=True)),
                    ("met_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("due_on", "id"),
                    "indexes": [models.Index(fields=["plan", "due_on"], name="follow_up_of_plan")],
                },
            ),
            migrations.CreateModel(
                name="PrivateNote",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="recovery.careplan"
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    ("text_sealed", models.BinaryField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="Action",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "goal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="recovery.goal"
                        ),
                    ),
                    ("text_sealed", models.BinaryField()),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("due_on", models.DateField()),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "to be done"), ("done", "done"), ("unable", "could not be done")],
                            default="open",
                            max_length=6,
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "ended_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("ended_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("due_on", "id"),
                    "indexes": [models.Index(fields=["state", "owner", "due_on"], name="care_action_of_owner")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("state", "open")),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                    ("state__in", ("done", "unable")),
                                ),
                                _connector="OR",
                            ),
                            name="care_action_ended_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Visit",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="recovery.careplan"
                        ),
                    ),
                    (
                        "due",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="visits",
                            to="recovery.followupdue",
                        ),
                    ),
                    ("held_on", models.DateField()),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("home", "visit at home"),
                                ("centre", "in the centre"),
                                ("school", "at school"),
                                ("phone", "by telephone"),
                                ("video", "by video call"),
                                ("other", "in another way"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "seen",
                        models.CharField(
                            choices=[("yes", "yes"), ("heard", "heard, not seen"), ("no", "no")], max_length=6
                        ),
                    ),
                    (
                        "alone",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("yes", "yes"),
                                ("no", "no"),
                                ("young", "too young to be seen alone"),
                                ("not_asked", "not asked for"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "why_not",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("away", "was away for the day"),
                                ("moved", "has moved"),
                                ("carer", "the carer did not allow it"),
                                ("child", "the child did not want to"),
                                ("ill", "ill or in hospital"),
                                ("taken", "taken away by somebody"),
                                ("detained", "detained"),
                                ("unsafe", "the way there was not safe"),
                                ("not_found", "nobody opened or answered"),
                                ("other", "another reason"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "safety",
                        models.CharField(
                            choices=[
                                ("safe", "safe"),
                                ("concern", "there is a concern"),
                                ("danger", "in danger"),
                                ("cannot_tell", "cannot tell"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("summary_sealed", models.BinaryField()),
                    (
                        "corrects",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrected_by",
                            to="recovery.visit",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-held_on", "-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("seen", "yes"), models.Q(("why_not", ""), _negated=True), _connector="OR"
                            ),
                            name="visit_not_seen_says_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("seen", "yes"), _negated=True),
                                models.Q(("alone", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="visit_seen_says_whether_alone",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("alone", "no"), ("seen", "yes"), _negated=True),
                                models.Q(("why_not", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="visit_not_alone_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ActionChange",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "action",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="recovery.action"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "to be done"), ("done", "done"), ("unable", "could not be done")],
                            max_length=6,
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("due_on", models.DateField()),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
        ),
        ForbidChange("recovery_planevent"),
        ForbidChange("recovery_actionchange"),
        ForbidChange("recovery_visit"),
        ForbidChange("recovery_privatenote"),
        ForbidChange(
            "recovery_goal", columns=("id", "plan_id", "domain", "text_sealed", "child_agrees", "by_id", "at")
        ),
        ForbidChange("recovery_action", columns=("id", "goal_id", "text_sealed", "by_id", "at")),
        ForbidChange("recovery_followupdue", columns=("id", "plan_id", "code", "due_on", "rule")),
        ForbidChange(
            "recovery_planclosing",
            columns=(
                "id",
                "plan_id",
                "why",
                "child_agrees",
                "carer_agrees",
                "visit_on",
                "reason_sealed",
                "by_id",
                "at",
            ),
            **SECOND_PERSON,
        ),
    ]
