import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import SECOND_PERSON, ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="NextDue",
                fields=[
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="next_due",
                            serialize=False,
                            to="cases.case",
                        ),
                    ),
                    ("due_at", models.DateTimeField(db_index=True, null=True)),
                    ("what", models.CharField(blank=True, max_length=24)),
                    ("rules", models.CharField(max_length=16)),
                ],
            ),
            migrations.CreateModel(
                name="Closing",
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
                    (
                        "outcome",
                        models.CharField(
                            choices=[
                                ("returned", "returned home"),
                                ("with_family", "with their family in another country"),
                                ("died", "died"),
                                ("not_missing", "not missing: never was"),
                                ("refused", "the return was refused"),
                                ("claim_rejected", "claim rejected"),
                                ("reached_18", "reached 18 and does not wish us to go on"),
                                ("transferred", "passed on to another organisation"),
                                ("joined", "joined with another case of the same child"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "refused_by",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("child", "the child, old enough to decide"),
                                ("guardian", "a parent or guardian"),
                                ("authority", "an authority"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("open_tasks", models.PositiveSmallIntegerField()),
                    ("open_clocks", models.PositiveSmallIntegerField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="closings", to="cases.case"
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
                            name="closing_second_is_another",
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
                            name="closing_second_who_when_why",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "waiting")), fields=("case",), name="closing_one_waiting"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("outcome", "refused"), ("refused_by__in", ["child", "guardian", "authority"])
                                ),
                                models.Q(models.Q(("outcome", "refused"), _negated=True), ("refused_by", "")),
                                _connector="OR",
                            ),
                            name="closing_refusal_says_by_whom",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("outcome__in", ("died", "not_missing", "refused")),
                                    ("state__in", ("waiting", "confirmed", "declined", "alone")),
                                ),
                                models.Q(
                                    models.Q(("outcome__in", ("died", "not_missing", "refused")), _negated=True),
                                    ("state", "not_needed"),
                                ),
                                _connector="OR",
                            ),
                            name="closing_grave_needs_two",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Flag",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("reason_sealed", models.BinaryField()),
                    ("due_at", models.DateTimeField()),
                    ("whole_day", models.BooleanField()),
                    ("at", models.DateTimeField()),
                    ("cleared_at", models.DateTimeField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="cases.case"
                        ),
                    ),
                    (
                        "cleared_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("due_at", "id"),
                    "indexes": [models.Index(fields=["case", "cleared_at"], name="flag_of_case")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("cleared_at__isnull", True),
                                    ("cleared_by__isnull", True),
                                    ("note_sealed__isnull", True),
                                ),
                                models.Q(
                                    ("cleared_at__isnull", False),
                                    ("cleared_by__isnull", False),
                                    ("note_sealed__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="flag_cleared_who_when_why",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NeverDisclose",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("whom_sealed", models.BinaryField()),
                    ("why_sealed", models.BinaryField()),
                    ("since", models.DateField()),
                    ("until", models.DateField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="never_disclose", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"
                            ),
                            name="never_disclose_ends_after_it_begins",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureEnding",
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
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    (
                        "entry",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="endings",
                            to="cases.neverdisclose",
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
                            name="disclosureending_second_is_another",
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
                            name="disclosureending_second_who_when_why",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("waiting", "confirmed", "alone"))),
                            fields=("entry",),
                            name="disclosure_ends_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("waiting", "confirmed", "declined", "alone"))),
                            name="disclosure_ending_needs_two",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reopening",
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "closing",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="reopening", to="cases.closing"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Task",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("title_sealed", models.BinaryField()),
                    ("due_at", models.DateTimeField()),
                    ("whole_day", models.BooleanField()),
                    ("at", models.DateTimeField()),
                    (
                        "state",
                        models.CharField(
                            choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                            default="open",
                            max_length=8,
                        ),
                    ),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="cases.case"
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
                        "owner",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("due_at", "id"),
                    "indexes": [
                        models.Index(fields=["state", "owner", "due_at"], name="task_of_owner"),
                        models.Index(fields=["case", "state"], name="task_of_case"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("state", "open")),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                    ("state__in", ("done", "dropped")),
                                ),
                                _connector="OR",
                            ),
                            name="task_ended_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TaskChange",
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
                                ("made", "task made"),
                                ("changed", "task changed"),
                                ("done", "task done"),
                                ("dropped", "task dropped"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("due_at", models.DateTimeField()),
                    ("whole_day", models.BooleanField()),
                    ("note_sealed", models.BinaryField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="cases.task"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="CaseDocument",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("certificate_for_return", "certificate for return"),
                                ("power_of_attorney", "power of attorney"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("issued_on", models.DateField(null=True)),
                    ("valid_until", models.DateField(null=True)),
                    ("holder_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("issued_on__isnull", False), ("kind", "certificate_for_return")),
                                models.Q(("kind", "power_of_attorney"), ("valid_until__isnull", False)),
                                _connector="OR",
                            ),
                            name="document_has_the_date_its_clock_needs",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("issued_on__isnull", True),
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("issued_on")),
                                _connector="OR",
                            ),
                            name="document_ends_after_issue",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ClockMark",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("code", models.CharField(max_length=24)),
                    ("start_ref", models.UUIDField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[("met", "met"), ("moved", "moved"), ("set_aside", "set aside")], max_length=10
                        ),
                    ),
                    ("due_at", models.DateTimeField()),
                    ("whole_day", models.BooleanField()),
                    ("done_at", models.DateTimeField(null=True)),
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="clock_marks", to="cases.case"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [models.Index(fields=["case", "code", "start_ref"], name="clock_mark_of_start")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at__isnull", False), ("kind", "met")),
                                models.Q(("done_at__isnull", True), ("kind__in", ("moved", "set_aside"))),
                                _connector="OR",
                            ),
                            name="clock_mark_met_when",
                        )
                    ],
                },
            ),
        ),
        ForbidChange("cases_casedocument"),
        ForbidChange("cases_clockmark"),
        ForbidChange("cases_taskchange"),
        ForbidChange("cases_neverdisclose"),
        ForbidChange("cases_reopening"),
        ForbidChange("cases_task", columns=("id", "case_id", "title_sealed", "by_id", "at")),
        ForbidChange("cases_flag", columns=("id", "case_id", "reason_sealed", "due_at", "whole_day", "by_id", "at")),
        ForbidChange(
            "cases_closing",
            columns=(
                "id",
                "case_id",
                "outcome",
                "refused_by",
                "reason_sealed",
                "open_tasks",
                "open_clocks",
                "by_id",
                "at",
            ),
            **SECOND_PERSON,
        ),
        ForbidChange("cases_disclosureending", columns=("id", "entry_id", "reason_sealed", "by_id", "at"), **SECOND_PERSON),
    ]
