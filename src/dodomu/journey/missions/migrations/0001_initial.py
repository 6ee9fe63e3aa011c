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
                name="Corridor",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    ("title_sealed", models.BinaryField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "retired_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("retired_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                                models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="corridor_retired_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReturnPlan",
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="return_plans", to="cases.case"
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
                            choices=[
                                ("open", "being prepared"),
                                ("ready", "ready to travel"),
                                ("not_now", "do not travel now"),
                                ("ended", "ended"),
                            ],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("receiver_sealed", models.BinaryField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("travel_by", models.DateField(null=True)),
                    (
                        "companion",
                        models.CharField(
                            choices=[
                                ("unknown", "not decided yet"),
                                ("parent", "a parent"),
                                ("grandparent", "a grandparent"),
                                ("sibling", "an adult brother or sister"),
                                ("step_parent", "a step-parent"),
                                ("guardian", "a guardian or custodian"),
                                ("third_party", "somebody else: an escort, another family's mother"),
                                ("nobody", "nobody: of age, travels in their own right"),
                            ],
                            default="unknown",
                            max_length=12,
                        ),
                    ),
                    (
                        "child_seat",
                        models.CharField(
                            choices=[
                                ("not_asked", "not asked"),
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unknown", "asked, nobody could say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "wheelchair",
                        models.CharField(
                            choices=[
                                ("not_asked", "not asked"),
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unknown", "asked, nobody could say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "medical_escort",
                        models.CharField(
                            choices=[
                                ("not_asked", "not asked"),
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unknown", "asked, nobody could say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    (
                        "medicine",
                        models.CharField(
                            choices=[
                                ("not_asked", "not asked"),
                                ("yes", "yes"),
                                ("no", "no"),
                                ("unknown", "asked, nobody could say"),
                            ],
                            default="not_asked",
                            max_length=10,
                        ),
                    ),
                    ("needs_sealed", models.BinaryField(null=True)),
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
                    "indexes": [models.Index(fields=["state", "owner"], name="plan_state_owner")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "ended"), _negated=True),
                            fields=("case",),
                            name="plan_one_for_each_case",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Escort",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "staff",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    ("name_sealed", models.BinaryField()),
                    ("reach_sealed", models.BinaryField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("sex", models.CharField(choices=[("f", "woman"), ("m", "man")], max_length=1)),
                    ("born_sealed", models.BinaryField(null=True)),
                    ("medical", models.BooleanField(default=False)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "retired_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("retired_at", models.DateTimeField(null=True)),
                    ("retired_reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("retired_at__isnull", True),
                                    ("retired_by__isnull", True),
                                    ("retired_reason_sealed__isnull", True),
                                ),
                                models.Q(
                                    ("retired_at__isnull", False),
                                    ("retired_by__isnull", False),
                                    ("retired_reason_sealed__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="escort_retired_who_when_why",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Mission",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("code_name", models.CharField(max_length=40, unique=True)),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "reception_team",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "coordinator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "corridor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="missions", to="missions.corridor"
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "being planned"),
                                ("approved", "approved"),
                                ("under_way", "under way"),
                                ("ended", "ended"),
                                ("cancelled", "cancelled"),
                            ],
                            default="planned",
                            max_length=10,
                        ),
                    ),
                    ("departs_at", models.DateTimeField()),
                    ("arrives_at", models.DateTimeField(null=True)),
                    ("meeting_sealed", models.BinaryField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("departed_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("-departs_at", "-id"),
                    "indexes": [models.Index(fields=["team", "state", "departs_at"], name="mission_of_team")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("departed_at__isnull", True), ("state__in", ("planned", "approved", "cancelled"))
                                ),
                                models.Q(("departed_at__isnull", False), ("state__in", ("under_way", "ended"))),
                                _connector="OR",
                            ),
                            name="mission_departed_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Place",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "corridor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="places", to="missions.corridor"
                        ),
                    ),
                    ("code", models.CharField(max_length=8)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("institution", "institution"),
                                ("town", "town"),
                                ("station", "station"),
                                ("checkpoint", "checkpoint"),
                                ("border", "side of a crossing"),
                                ("safe_house", "safe place to wait"),
                                ("centre", "reception centre"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[
                                ("occupied", "under occupation"),
                                ("aggressor", "in the aggressor state"),
                                ("third", "in a third country"),
                                ("free", "under the control of Ukraine"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("name_sealed", models.BinaryField()),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("zone", models.CharField(max_length=40)),
                    ("x", models.PositiveSmallIntegerField()),
                    ("y", models.PositiveSmallIntegerField()),
                    ("wait_risk", models.PositiveSmallIntegerField()),
                    ("may_wait", models.BooleanField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("retired_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("code",),
                    "constraints": [
                        models.UniqueConstraint(fields=("corridor", "code"), name="place_code_once"),
                        models.CheckConstraint(
                            condition=models.Q(("wait_risk__lte", 100)), name="place_wait_risk_range"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("x__lte", 1000), ("y__lte", 1000)), name="place_on_the_drawing"
                        ),
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="missions.returnplan"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("opened", "plan begun"),
                                ("changed", "plan changed"),
                                ("ready", "declared ready"),
                                ("ready_taken_back", "no longer ready"),
                                ("not_now", "decided: do not travel now"),
                                ("taken_up", "taken up again"),
                                ("ended", "plan ended"),
                            ],
                            max_length=18,
                        ),
                    ),
                    ("reason_sealed", models.BinaryField(null=True)),
                    ("review_on", models.DateField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="PlanPaper",
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="missions.returnplan"
                        ),
                    ),
                    ("kind", models.CharField(max_length=32)),
                    (
                        "held",
                        models.CharField(
                            choices=[
                                ("held", "held"),
                                ("ordered", "applied for"),
                                ("missing", "missing"),
                                ("not_needed", "not needed, with a reason"),
                                ("unknown", "not known"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("number_sealed", models.BinaryField(null=True)),
                    ("issued_on", models.DateField(null=True)),
                    ("valid_until", models.DateField(null=True)),
                    ("ordered_on", models.DateField(null=True)),
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
                    "indexes": [models.Index(fields=["plan", "kind"], name="paper_of_plan")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("issued_on__isnull", True),
                                ("valid_until__gte", models.F("issued_on")),
                                _connector="OR",
                            ),
                            name="paper_ends_after_issue",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held", "ordered"), _negated=True),
                                ("ordered_on__isnull", False),
                                _connector="OR",
                            ),
                            name="paper_ordered_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RiskLook",
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="missions.returnplan"
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    (
                        "level",
                        models.CharField(
                            choices=[
                                ("low", "low"),
                                ("medium", "medium"),
                                ("high", "high"),
                                ("too_high", "too high to travel"),
                                ("unknown", "cannot be judged"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("measures_sealed", models.BinaryField()),
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
                name="BudgetLine",
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="budget", to="missions.returnplan"
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("amount", models.PositiveBigIntegerField()),
                    ("currency", models.CharField(max_length=3)),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "struck_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("struck_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                },
            ),
            migrations.CreateModel(
                name="BestInterests",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="best_interests",
                            to="missions.returnplan",
                        ),
                    ),
                    (
                        "decision",
                        models.CharField(
                            choices=[
                                ("return", "return is best for the child"),
                                ("wait", "waiting is best for the child"),
                                ("stay", "return is not best for the child"),
                            ],
                            max_length=8,
                        ),
                    ),
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
                            name="bestinterests_second_is_another",
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
                            name="bestinterests_second_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReadyDeclaration",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="declarations",
                            to="missions.returnplan",
                        ),
                    ),
                    ("void_at", models.DateTimeField(null=True)),
                    (
                        "void_by",
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("second__isnull", True),
                                models.Q(("second", models.F("by")), _negated=True),
                                _connector="OR",
                            ),
                            name="readydeclaration_second_is_another",
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
                            name="readydeclaration_second_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EscortCheck",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "escort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="missions.escort"
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("passed", "passed"),
                                ("failed", "failed"),
                                ("unknown", "could not be established"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("checked_on", models.DateField()),
                    ("valid_until", models.DateField(null=True)),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("checked_on")),
                                _connector="OR",
                            ),
                            name="escort_check_ends_after",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Authority",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="authorities",
                            to="missions.returnplan",
                        ),
                    ),
                    (
                        "escort",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.escort",
                        ),
                    ),
                    ("holder_sealed", models.BinaryField()),
                    ("scope_sealed", models.BinaryField()),
                    (
                        "basis",
                        models.CharField(
                            choices=[
                                ("parent", "parental rights"),
                                ("kinship", "close kinship, shown by papers"),
                                ("guardian", "guardianship or custody order"),
                                ("power_of_attorney", "notarised power of attorney"),
                                ("statement", "parent's statement certified by the guardianship body"),
                                ("body", "guardianship body or its representative"),
                                ("court", "court decision"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("valid_from", models.DateField()),
                    ("valid_until", models.DateField(null=True)),
                    (
                        "checked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("checked_at", models.DateTimeField(null=True)),
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
                    ("end_reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                                models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="authority_checked_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("end_reason_sealed__isnull", True),
                                    ("ended_at__isnull", True),
                                    ("ended_by__isnull", True),
                                ),
                                models.Q(
                                    ("end_reason_sealed__isnull", False),
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="authority_ended_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Notice",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="missions.mission"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("order", "transport ordered"), ("police", "police told of the journey")],
                            max_length=8,
                        ),
                    ),
                    ("on", models.DateField(null=True)),
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
            migrations.CreateModel(
                name="MissionApproval",
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
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="missions.mission"
                        ),
                    ),
                    ("fingerprint", models.BinaryField()),
                    ("void_at", models.DateTimeField(null=True)),
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
                            name="missionapproval_second_is_another",
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
                            name="missionapproval_second_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Group",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="missions.mission"
                        ),
                    ),
                    ("code_name", models.CharField(max_length=40)),
                ],
                options={
                    "ordering": ("code_name",),
                    "constraints": [models.UniqueConstraint(fields=("mission", "code_name"), name="group_name_once")],
                },
            ),
            migrations.CreateModel(
                name="Cost",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="missions.mission"
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("expected", models.BooleanField(default=False)),
                    ("amount", models.PositiveBigIntegerField()),
                    ("currency", models.CharField(max_length=3)),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "struck_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("struck_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                },
            ),
            migrations.CreateModel(
                name="EscalationContact",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="escalation",
                            to="missions.mission",
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    (
                        "when",
                        models.CharField(
                            choices=[
                                ("all", "for every alarm"),
                                ("overdue", "when a word is overdue"),
                                ("critical", "when nothing is heard for too long"),
                                ("help", "when help is needed"),
                                ("duress", "when a group may be under duress"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "staff",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("name_sealed", models.BinaryField()),
                    ("reach_sealed", models.BinaryField()),
                    ("after_minutes", models.PositiveSmallIntegerField(default=0)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "removed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("removed_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("order", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                                models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="escalation_removed_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Link",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "corridor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links", to="missions.corridor"
                        ),
                    ),
                    ("code", models.CharField(max_length=8)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("train", "train"),
                                ("bus", "bus"),
                                ("car", "car"),
                                ("foot", "on foot"),
                                ("crossing", "crossing"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "start",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links_from", to="missions.place"
                        ),
                    ),
                    (
                        "end",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="links_to", to="missions.place"
                        ),
                    ),
                    ("one_way", models.BooleanField()),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("minutes", models.PositiveIntegerField()),
                    ("minutes_p90", models.PositiveIntegerField()),
                    ("walking_m", models.PositiveIntegerField(default=0)),
                    ("risk", models.PositiveSmallIntegerField()),
                    ("cost", models.PositiveIntegerField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("retired_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("code",),
                    "constraints": [
                        models.UniqueConstraint(fields=("corridor", "code"), name="link_code_once"),
                        models.CheckConstraint(
                            condition=models.Q(("start", models.F("end")), _negated=True), name="link_goes_somewhere"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("minutes__gte", 1), ("minutes_p90__gte", models.F("minutes"))),
                            name="link_takes_time",
                        ),
                        models.CheckConstraint(condition=models.Q(("risk__lte", 1000)), name="link_risk_range"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Vehicle",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="missions.mission"
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="vehicles", to="missions.group"
                        ),
                    ),
                    ("kind", models.CharField(max_length=10)),
                    ("label_sealed", models.BinaryField()),
                    ("seats", models.PositiveSmallIntegerField()),
                    ("child_seats", models.PositiveSmallIntegerField(default=0)),
                    ("wheelchairs", models.PositiveSmallIntegerField(default=0)),
                    ("drivers", models.PositiveSmallIntegerField(default=1)),
                    ("removed_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("id",),
                },
            ),
            migrations.CreateModel(
                name="Leg",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="missions.group"
                        ),
                    ),
                    ("order", models.PositiveSmallIntegerField()),
                    (
                        "link",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.link"
                        ),
                    ),
                    (
                        "start",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.place"
                        ),
                    ),
                    (
                        "end",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.place"
                        ),
                    ),
                    ("departs_at", models.DateTimeField()),
                    ("arrives_at", models.DateTimeField()),
                    ("latest_at", models.DateTimeField()),
                    ("km", models.PositiveIntegerField(null=True)),
                    ("silent", models.BooleanField(default=False)),
                    ("phone", models.BooleanField()),
                    ("table", models.BooleanField()),
                    ("abort", models.BooleanField(default=False)),
                    (
                        "fallback",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.place",
                        ),
                    ),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "planned"),
                                ("travelled", "travelled"),
                                ("replaced", "replaced by another way"),
                            ],
                            default="planned",
                            max_length=10,
                        ),
                    ),
                    ("began_at", models.DateTimeField(null=True)),
                    ("ended_at", models.DateTimeField(null=True)),
                ],
                options={
                    "ordering": ("group", "order"),
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "replaced"), _negated=True),
                            fields=("group", "order"),
                            name="leg_order_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("arrives_at__gt", models.F("departs_at")), ("latest_at__gte", models.F("arrives_at"))
                            ),
                            name="leg_times_in_order",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LinkRule",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "link",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="missions.link"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("opening", "when it is open"),
                                ("timetable", "departures"),
                                ("who_may_pass", "who may pass"),
                                ("papers", "papers that are asked for"),
                                ("queue", "waiting time in the queue"),
                                ("closed", "closed"),
                                ("walking", "who can walk it"),
                                ("one_way", "one direction only"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("value_sealed", models.BinaryField()),
                    ("source_sealed", models.BinaryField()),
                    ("observed_on", models.DateField()),
                    ("since", models.DateTimeField()),
                    ("until", models.DateTimeField()),
                    (
                        "replaces",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaced_by",
                            to="missions.linkrule",
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
                        "withdrawn_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdrawn_reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [models.Index(fields=["link", "kind", "until"], name="rule_of_link")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("until__gt", models.F("since"))), name="rule_ends_after_it_begins"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("withdrawn_at__isnull", True),
                                    ("withdrawn_by__isnull", True),
                                    ("withdrawn_reason_sealed__isnull", True),
                                ),
                                models.Q(
                                    ("withdrawn_at__isnull", False),
                                    ("withdrawn_by__isnull", False),
                                    ("withdrawn_reason_sealed__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="rule_withdrawn_who_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MissionChild",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="children", to="missions.mission"
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.returnplan",
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="children", to="missions.group"
                        ),
                    ),
                    (
                        "vehicle",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="children",
                            to="missions.vehicle",
                        ),
                    ),
                    ("code_name", models.CharField(max_length=40)),
                    ("child_seat", models.BooleanField(default=False)),
                    ("wheelchair", models.BooleanField(default=False)),
                    ("medical_escort", models.BooleanField(default=False)),
                    ("medicine_sealed", models.BinaryField(null=True)),
                    ("needs_sealed", models.BinaryField(null=True)),
                    ("unplanned", models.BooleanField(default=False)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("listed", "on the list"),
                                ("boarded", "on the way"),
                                ("no_show", "did not come"),
                                ("dropped", "taken off before departure"),
                                ("returned", "returned"),
                                ("refused", "refused at a crossing"),
                                ("withdrawn", "did not want to go on"),
                                ("detained", "detained"),
                                ("lost_contact", "contact lost"),
                                ("hospital", "in hospital on the way"),
                                ("deceased", "died"),
                            ],
                            default="listed",
                            max_length=14,
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
                    "ordering": ("code_name",),
                    "constraints": [
                        models.UniqueConstraint(fields=("mission", "case"), name="mission_child_once"),
                        models.UniqueConstraint(fields=("mission", "code_name"), name="mission_child_code_once"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MissionEscort",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="escorts", to="missions.mission"
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="escorts", to="missions.group"
                        ),
                    ),
                    (
                        "escort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="missions", to="missions.escort"
                        ),
                    ),
                    (
                        "vehicle",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="escorts",
                            to="missions.vehicle",
                        ),
                    ),
                    ("code_name", models.CharField(max_length=40)),
                    (
                        "part",
                        models.CharField(
                            choices=[
                                ("leader", "leads the group"),
                                ("medical", "looks after health"),
                                ("second", "second adult"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaced_by",
                            to="missions.missionescort",
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
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("replaced", "replaced"),
                                ("released", "taken off before departure"),
                                ("done", "came back"),
                                ("detained", "detained"),
                                ("turned_back", "turned back"),
                                ("lost_contact", "contact lost"),
                                ("deceased", "died"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "ended_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("code_name", "at"),
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("mission", "escort"),
                            name="mission_escort_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("outcome", "")),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                    models.Q(("outcome", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="mission_escort_ended_who_when_how",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChildChange",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="changes",
                            to="missions.missionchild",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("listed", "on the list"),
                                ("boarded", "on the way"),
                                ("no_show", "did not come"),
                                ("dropped", "taken off before departure"),
                                ("returned", "returned"),
                                ("refused", "refused at a crossing"),
                                ("withdrawn", "did not want to go on"),
                                ("detained", "detained"),
                                ("lost_contact", "contact lost"),
                                ("hospital", "in hospital on the way"),
                                ("deceased", "died"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("happened_at", models.DateTimeField()),
                    (
                        "place",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.place",
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
                name="ManifestLine",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="manifest",
                            to="missions.missionchild",
                        ),
                    ),
                    ("present", models.BooleanField()),
                    (
                        "identity",
                        models.CharField(
                            choices=[
                                ("document", "by a document"),
                                ("photo", "by a photograph in the case"),
                                ("known_by", "by somebody who knows the child"),
                                ("question", "by a question only the child can answer"),
                                ("not_checked", "not checked"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "medicine",
                        models.CharField(
                            choices=[
                                ("carried", "medicine is carried"),
                                ("missing", "medicine is needed and not there"),
                                ("none_needed", "no medicine needed"),
                                ("not_asked", "not asked"),
                            ],
                            max_length=12,
                        ),
                    ),
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
            migrations.CreateModel(
                name="MissionEvent",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "mission",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="missions.mission"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("made", "mission made"),
                                ("changed", "mission changed"),
                                ("notice", "notice given as the law asks"),
                                ("asked", "approval asked for"),
                                ("approved", "mission approved"),
                                ("declined", "approval refused by a second person"),
                                ("approval_lost", "approval lost: something changed"),
                                ("manifest", "manifest checked at departure"),
                                ("departed", "mission departed"),
                                ("rerouted", "another way chosen"),
                                ("escort_replaced", "escort replaced"),
                                ("child_dropped", "child taken off the mission"),
                                ("child_added", "child joined at the meeting point"),
                                ("ended", "mission ended"),
                                ("cancelled", "mission cancelled"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.group",
                        ),
                    ),
                    (
                        "child",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.missionchild",
                        ),
                    ),
                    (
                        "escort",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.missionescort",
                        ),
                    ),
                    ("reason_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="HandOver",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "child",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="hand_overs",
                            to="missions.missionchild",
                        ),
                    ),
                    (
                        "from_escort",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.missionescort",
                        ),
                    ),
                    ("from_sealed", models.BinaryField(null=True)),
                    (
                        "to_escort",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.missionescort",
                        ),
                    ),
                    ("to_sealed", models.BinaryField(null=True)),
                    (
                        "authority",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.authority",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.place",
                        ),
                    ),
                    ("happened_at", models.DateTimeField()),
                    (
                        "identity",
                        models.CharField(
                            choices=[
                                ("document", "by a document"),
                                ("photo", "by a photograph in the case"),
                                ("known_by", "by somebody who knows the child"),
                                ("question", "by a question only the child can answer"),
                                ("not_checked", "not checked"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("from_confirmed", models.BooleanField()),
                    ("to_confirmed", models.BooleanField()),
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
                    "ordering": ("happened_at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("from_confirmed", True), ("to_confirmed", True)),
                            name="hand_over_both_confirm",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("identity", "not_checked"), _negated=True),
                            name="hand_over_identity_checked",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("from_escort__isnull", False), ("from_sealed__isnull", False), _connector="OR"
                            ),
                            name="hand_over_from_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_escort__isnull", False), ("to_sealed__isnull", False), _connector="OR"
                            ),
                            name="hand_over_to_somebody",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Phone",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="phones", to="missions.group"
                        ),
                    ),
                    (
                        "escort",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="phones",
                            to="missions.missionescort",
                        ),
                    ),
                    ("code_digest", models.BinaryField(null=True, unique=True)),
                    ("code_until", models.DateTimeField(null=True)),
                    ("token_digest", models.BinaryField(null=True, unique=True)),
                    ("device_digest", models.BinaryField(null=True)),
                    ("reason_sealed", models.BinaryField(null=True)),
                    (
                        "issued_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("issued_at", models.DateTimeField()),
                    ("paired_at", models.DateTimeField(null=True)),
                    ("expires_at", models.DateTimeField()),
                    ("seen_at", models.DateTimeField(null=True)),
                    ("wiped_at", models.DateTimeField(null=True)),
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
                    "ordering": ("-issued_at", "-id"),
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True)),
                            fields=("escort",),
                            name="phone_one_for_an_escort",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("issued_at"))),
                            name="phone_expires_after_issue",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("code_digest__isnull", True), ("code_until__isnull", True)),
                                models.Q(("code_digest__isnull", False), ("code_until__isnull", False)),
                                _connector="OR",
                            ),
                            name="phone_code_until_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("device_digest__isnull", True),
                                    ("paired_at__isnull", True),
                                    ("token_digest__isnull", True),
                                ),
                                models.Q(
                                    ("code_digest__isnull", True),
                                    ("device_digest__isnull", False),
                                    ("paired_at__isnull", False),
                                    ("token_digest__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="phone_opened_with_secrets",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                                models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="phone_ended_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Word",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="words", to="missions.group"
                        ),
                    ),
                    ("client_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("ok", "all well"),
                                ("delay", "delayed"),
                                ("help", "help is needed"),
                                ("abort", "turning back"),
                                ("duress", "under duress"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "about",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("departed", "departed"),
                                ("at_checkpoint", "at the checkpoint"),
                                ("through", "through"),
                                ("safe_stop", "at a safe place"),
                                ("arrived", "arrived"),
                                ("check", "sign of life"),
                            ],
                            max_length=14,
                        ),
                    ),
                    (
                        "leg",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="words",
                            to="missions.leg",
                        ),
                    ),
                    (
                        "place",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.place",
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("phone_page", "phone page"),
                                ("voice", "by telephone"),
                                ("messenger", "by messenger"),
                                ("sms", "by SMS"),
                                ("in_person", "in person"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "phone",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="words",
                            to="missions.phone",
                        ),
                    ),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("said_at", models.DateTimeField()),
                    ("received_at", models.DateTimeField()),
                    ("delay_minutes", models.PositiveIntegerField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "corrects",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrected_by",
                            to="missions.word",
                        ),
                    ),
                ],
                options={
                    "ordering": ("-said_at", "-id"),
                    "indexes": [models.Index(fields=["group", "-said_at"], name="word_of_group")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("by__isnull", True), ("channel", "phone_page"), ("phone__isnull", False)),
                                models.Q(
                                    ("by__isnull", False),
                                    ("phone__isnull", True),
                                    models.Q(("channel", "phone_page"), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="word_from_phone_or_colleague",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExpectedWord",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="expected", to="missions.group"
                        ),
                    ),
                    (
                        "leg",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="expected",
                            to="missions.leg",
                        ),
                    ),
                    (
                        "about",
                        models.CharField(
                            choices=[
                                ("departed", "departed"),
                                ("at_checkpoint", "at the checkpoint"),
                                ("through", "through"),
                                ("safe_stop", "at a safe place"),
                                ("arrived", "arrived"),
                                ("check", "sign of life"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("at_end", models.BooleanField()),
                    ("due_at", models.DateTimeField()),
                    ("late_at", models.DateTimeField()),
                    ("overdue_at", models.DateTimeField()),
                    ("critical_at", models.DateTimeField()),
                    (
                        "met_by",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.word"
                        ),
                    ),
                    ("dropped_at", models.DateTimeField(null=True)),
                    ("laid_at", models.DateTimeField()),
                    (
                        "moved_from",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="moved_to",
                            to="missions.expectedword",
                        ),
                    ),
                    (
                        "moved_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="moved",
                            to="missions.word",
                        ),
                    ),
                ],
                options={
                    "ordering": ("due_at", "id"),
                    "indexes": [models.Index(fields=["group", "due_at"], name="expected_of_group")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("critical_at__gte", models.F("overdue_at")),
                                ("late_at__gte", models.F("due_at")),
                                ("overdue_at__gte", models.F("late_at")),
                            ),
                            name="expected_word_grows_worse",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Alarm",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "group",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="missions.group"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("late", "word is late"),
                                ("overdue", "word is overdue"),
                                ("critical", "nothing heard for too long"),
                                ("help", "a group asks for help"),
                                ("duress", "a group may be under duress"),
                                ("abort", "a group turns back"),
                                ("closed_way", "a way ahead is closed"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "expected",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="alarms",
                            to="missions.expectedword",
                        ),
                    ),
                    (
                        "word",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="alarms",
                            to="missions.word",
                        ),
                    ),
                    (
                        "leg",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="alarms",
                            to="missions.leg",
                        ),
                    ),
                    (
                        "rule",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.linkrule",
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    ("raised_at", models.DateTimeField()),
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
                        "seen_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("seen_at", models.DateTimeField(null=True)),
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
                    (
                        "ended_word",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.word",
                        ),
                    ),
                    ("ended_reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("-raised_at", "-id"),
                    "indexes": [models.Index(fields=["group", "ended_at"], name="alarm_of_group")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ended_at__isnull", True), ("expected__isnull", False)),
                            fields=("expected", "kind"),
                            name="alarm_once_for_a_word",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("word__isnull", False)),
                            fields=("word", "kind"),
                            name="alarm_once_by_a_word",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("rule__isnull", False)),
                            fields=("leg", "rule"),
                            name="alarm_once_for_a_rule",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                                models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="alarm_seen_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_by__isnull", True),
                                    ("ended_reason_sealed__isnull", True),
                                    ("ended_word__isnull", True),
                                ),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", True),
                                    ("ended_reason_sealed__isnull", True),
                                ),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                    ("ended_reason_sealed__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="alarm_ended_when_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AlarmStep",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "alarm",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="missions.alarm"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("seen", "seen"),
                                ("tried", "tried to reach"),
                                ("passed_on", "passed on"),
                                ("grew", "grew worse"),
                                ("ended", "ended"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "to",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.escalationcontact",
                        ),
                    ),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "ordering": ("at", "id"),
                },
            ),
        ),
        ForbidChange("missions_missionevent"),
        ForbidChange("missions_notice"),
        ForbidChange("missions_planevent"),
        ForbidChange("missions_planpaper"),
        ForbidChange("missions_risklook"),
        ForbidChange("missions_escortcheck"),
        ForbidChange("missions_childchange"),
        ForbidChange("missions_manifestline"),
        ForbidChange("missions_handover"),
        ForbidChange("missions_word"),
        ForbidChange("missions_alarmstep"),
        ForbidChange(
            "missions_expectedword",
            columns=(
                "id",
                "group_id",
                "leg_id",
                "about",
                "at_end",
                "due_at",
                "late_at",
                "overdue_at",
                "critical_at",
                "laid_at",
                "moved_from_id",
                "moved_by_id",
            ),
            once=("met_by_id", "dropped_at"),
        ),
        ForbidChange(
            "missions_alarm",
            columns=("id", "group_id", "kind", "expected_id", "word_id", "leg_id", "rule_id", "since", "raised_at"),
            once=("seen_by_id", "seen_at", "ended_by_id", "ended_at", "ended_word_id", "ended_reason_sealed"),
        ),
        ForbidChange(
            "missions_escalationcontact",
            columns=(
                "id",
                "mission_id",
                "order",
                "when",
                "staff_id",
                "name_sealed",
                "reach_sealed",
                "after_minutes",
                "by_id",
                "at",
            ),
            once=("removed_by_id", "removed_at"),
        ),
        ForbidChange(
            "missions_linkrule",
            columns=(
                "id",
                "link_id",
                "kind",
                "value_sealed",
                "source_sealed",
                "observed_on",
                "since",
                "until",
                "by_id",
                "at",
            ),
            once=("withdrawn_by_id", "withdrawn_at", "withdrawn_reason_sealed"),
        ),
        ForbidChange(
            "missions_phone",
            columns=("id", "group_id", "escort_id", "reason_sealed", "issued_by_id", "issued_at", "expires_at"),
            once=("paired_at", "token_digest", "device_digest", "wiped_at", "ended_by_id", "ended_at"),
        ),
        ForbidChange(
            "missions_bestinterests",
            columns=("id", "plan_id", "decision", "reason_sealed", "by_id", "at"),
            **SECOND_PERSON,
        ),
        ForbidChange(
            "missions_readydeclaration",
            columns=("id", "plan_id", "reason_sealed", "by_id", "at"),
            **SECOND_PERSON,
        ),
        ForbidChange(
            "missions_missionapproval",
            columns=("id", "mission_id", "fingerprint", "reason_sealed", "by_id", "at"),
            **SECOND_PERSON,
        ),
    ]
