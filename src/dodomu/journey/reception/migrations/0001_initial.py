import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0004_presence"),
        ("cases", "0004_transfers"),
        ("keys", "0001_initial"),
        ("missions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Centre",
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
                    ("label_sealed", models.BinaryField()),
                    ("address_sealed", models.BinaryField(null=True)),
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
                            name="centre_retired_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Room",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "centre",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="reception.centre"
                        ),
                    ),
                    ("label_sealed", models.BinaryField()),
                    (
                        "kept_for",
                        models.CharField(
                            choices=[
                                ("anybody", "anybody"),
                                ("family", "brothers and sisters"),
                                ("girls", "girls"),
                                ("boys", "boys"),
                                ("ill", "children who are ill"),
                            ],
                            default="anybody",
                            max_length=8,
                        ),
                    ),
                    ("step_free", models.BooleanField(default=False)),
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
                            name="room_retired_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Bed",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "room",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="beds", to="reception.room"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("cot", models.BooleanField(default=False)),
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
                    "ordering": ("room", "number"),
                    "constraints": [
                        models.UniqueConstraint(fields=("room", "number"), name="bed_number_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                                models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="bed_retired_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Arrival",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    (
                        "child",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="missions.missionchild",
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "centre",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="arrivals",
                            to="reception.centre",
                        ),
                    ),
                    (
                        "assignment",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="access.assignment",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("expected", "expected"),
                                ("here", "here"),
                                ("not_coming", "does not come"),
                                ("left", "has left"),
                            ],
                            default="expected",
                            max_length=10,
                        ),
                    ),
                    ("expected_at", models.DateTimeField(null=True)),
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
                    ("arrived_at", models.DateTimeField(null=True)),
                    (
                        "received_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "identity",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("document", "by a document with a photo"),
                                ("photo", "by the photo on the child's page"),
                                ("known", "recognised by somebody who knows the child"),
                                ("question", "by the question or sign that was agreed"),
                                ("self", "the child says the name"),
                                ("not_checked", "could not be checked"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "identity_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("brought_by_sealed", models.BinaryField(null=True)),
                    ("left_at", models.DateTimeField(null=True)),
                    (
                        "left_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("expected_at", "id"),
                    "indexes": [models.Index(fields=["team", "state", "expected_at"], name="arrival_of_team")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("expected", "here"))),
                            fields=("case",),
                            name="arrival_open_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("arrived_at__isnull", True),
                                    ("identity", ""),
                                    ("identity_by__isnull", True),
                                    ("received_by__isnull", True),
                                    ("state__in", ("expected", "not_coming")),
                                ),
                                models.Q(
                                    ("arrived_at__isnull", False),
                                    ("identity_by__isnull", False),
                                    ("received_by__isnull", False),
                                    ("state__in", ("here", "left")),
                                    models.Q(("identity", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="arrival_received_who_when_how",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("left_at__isnull", False), ("left_by__isnull", False), ("state", "left")),
                                models.Q(
                                    models.Q(("state", "left"), _negated=True),
                                    ("left_at__isnull", True),
                                    ("left_by__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="arrival_left_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BedStay",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "bed",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="stays", to="reception.bed"
                        ),
                    ),
                    (
                        "arrival",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="stays", to="reception.arrival"
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    ("until", models.DateTimeField(null=True)),
                    (
                        "ended_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "ordering": ("-since", "-id"),
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)), fields=("bed",), name="bed_once"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)), fields=("arrival",), name="one_bed_each"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_by__isnull", True), ("until__isnull", True)),
                                models.Q(("ended_by__isnull", False), ("until__gte", models.F("since"))),
                                _connector="OR",
                            ),
                            name="stay_ended_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ArrivalChange",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "arrival",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reception.arrival"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("expected", "expected"),
                                ("time", "another time expected"),
                                ("centre", "another centre"),
                                ("arrived", "has arrived"),
                                ("not_coming", "does not come"),
                                ("taken_back", "recorded by mistake as arrived"),
                                ("left", "has left"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("code", models.CharField(blank=True, max_length=14)),
                    ("expected_at", models.DateTimeField(null=True)),
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
                    "ordering": ("-at", "-id"),
                },
            ),
            migrations.CreateModel(
                name="Triage",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "arrival",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="triages", to="reception.arrival"
                        ),
                    ),
                    ("seen_at", models.DateTimeField()),
                    (
                        "colour",
                        models.CharField(
                            choices=[
                                ("red", "red: now"),
                                ("yellow", "yellow: soon"),
                                ("green", "green: can wait"),
                                ("undetermined", "undetermined: handled at least as yellow"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("review", models.BooleanField()),
                    ("table", models.CharField(max_length=24)),
                    ("seen_sealed", models.BinaryField()),
                    ("result_sealed", models.BinaryField()),
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
                    "ordering": ("-seen_at", "-id"),
                    "indexes": [models.Index(fields=["arrival", "-seen_at"], name="triage_of_arrival")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("colour__in", ["red", "yellow", "green", "undetermined"])),
                            name="triage_colour_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TriageAlert",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "triage",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="alert", to="reception.triage"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("red", "red triage"), ("undetermined", "undetermined triage")], max_length=12
                        ),
                    ),
                    ("due_at", models.DateTimeField()),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    ("note_sealed", models.BinaryField(null=True)),
                    (
                        "answered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="reception.triage",
                        ),
                    ),
                ],
                options={
                    "ordering": ("due_at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("note_sealed__isnull", True), ("seen_at__isnull", True), ("seen_by__isnull", True)
                                ),
                                models.Q(
                                    ("note_sealed__isnull", False),
                                    ("seen_at__isnull", False),
                                    ("seen_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="alert_seen_who_when_what",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "red"), _negated=True), ("answered_by__isnull", True), _connector="OR"
                            ),
                            name="alert_red_waits_for_a_person",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Need",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "arrival",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="reception.arrival"
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("urgency", models.CharField(max_length=12)),
                    ("due_at", models.DateTimeField()),
                    ("note_sealed", models.BinaryField(null=True)),
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
                            choices=[("open", "open"), ("met", "met"), ("not_needed", "no longer needed")],
                            default="open",
                            max_length=10,
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
                    ("ended_note_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("due_at", "id"),
                    "indexes": [models.Index(fields=["arrival", "state"], name="need_of_arrival")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("state", "open")),
                                models.Q(
                                    ("ended_at__isnull", False),
                                    ("ended_by__isnull", False),
                                    ("state__in", ("met", "not_needed")),
                                ),
                                _connector="OR",
                            ),
                            name="need_ended_who_when",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Particular",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("language", "Language the child speaks best"),
                                ("interpreter", "Interpreter"),
                                ("diet", "Food and diet"),
                                ("religion", "Religion and customs"),
                                ("allergies", "Allergies"),
                                ("medicines", "Medicines"),
                                ("chronic", "Long illnesses and disability"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "answer",
                        models.CharField(
                            choices=[
                                ("something", "yes, namely"),
                                ("nothing", "asked: nothing"),
                                ("unknown", "unknown: we asked, nobody could say"),
                                ("not_asked", "not asked"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("words_sealed", models.BinaryField(null=True)),
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
                    "indexes": [models.Index(fields=["case", "kind"], name="particular_of_case")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "something"), ("words_sealed__isnull", False)),
                                models.Q(
                                    models.Q(("answer", "something"), _negated=True), ("words_sealed__isnull", True)
                                ),
                                _connector="OR",
                            ),
                            name="particular_says_what",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Topic",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                        ),
                    ),
                    ("topic_sealed", models.BinaryField()),
                    (
                        "why",
                        models.CharField(
                            choices=[("asked", "already told, and written down"), ("hurts", "hurts to speak of")],
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
                    ("ended_reason_sealed", models.BinaryField(null=True)),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("ended_at__isnull", True),
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
                            name="topic_ended_who_when_why",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SheetOut",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "arrival",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="reception.arrival"
                        ),
                    ),
                    ("purpose", models.CharField(max_length=12)),
                    ("languages", models.CharField(max_length=8)),
                    ("named", models.BooleanField()),
                    ("clinical", models.BooleanField()),
                    ("digest", models.BinaryField()),
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
        ForbidChange("reception_arrivalchange"),
        ForbidChange("reception_triage"),
        ForbidChange("reception_particular"),
        ForbidChange("reception_sheetout"),
        ForbidChange("reception_arrival", columns=("id", "case_id", "child_id", "team_id", "by_id", "at")),
        ForbidChange(
            "reception_bedstay", columns=("id", "bed_id", "arrival_id", "since", "by_id"), once=("until", "ended_by_id")
        ),
        ForbidChange(
            "reception_triagealert",
            columns=("id", "triage_id", "kind", "due_at"),
            once=("seen_by_id", "seen_at", "note_sealed", "answered_by_id"),
        ),
        ForbidChange(
            "reception_need",
            columns=("id", "arrival_id", "kind", "urgency", "due_at", "note_sealed", "by_id", "at"),
            once=("ended_by_id", "ended_at", "ended_note_sealed"),
        ),
        ForbidChange(
            "reception_topic",
            columns=("id", "case_id", "topic_sealed", "why", "by_id", "at"),
            once=("ended_by_id", "ended_at", "ended_reason_sealed"),
        ),
        ForbidChange("reception_centre", columns=("id", "pid", "team_id", "data_key_id", "by_id", "at")),
        ForbidChange("reception_room", columns=("id", "centre_id", "by_id", "at")),
        ForbidChange("reception_bed", columns=("id", "room_id", "number", "by_id", "at")),
    ]
