import django.db.models.deletion
import dodomu.base.database.ids
import uuid
from django.conf import settings
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("keys", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Person",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("created_at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="Source",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("name", models.CharField(max_length=120, unique=True)),
                    ("kind", models.CharField(max_length=24)),
                    ("grade", models.CharField(max_length=2)),
                    ("created_at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="ImportBatch",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("layout", models.JSONField(default=dict)),
                    ("mapping", models.JSONField(default=list)),
                    ("list_date", models.DateField(null=True)),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("staged", "Waiting for confirmation"),
                                ("running", "Being imported"),
                                ("finished", "Imported"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="staged",
                            max_length=12,
                        ),
                    ),
                    ("rows_total", models.PositiveIntegerField(default=0)),
                    ("next_row", models.PositiveIntegerField(default=0)),
                    ("counts", models.JSONField(default=dict)),
                    ("findings", models.JSONField(default=dict)),
                    ("at", models.DateTimeField()),
                    ("confirmed_at", models.DateTimeField(null=True)),
                    ("finished_at", models.DateTimeField(null=True)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("reason_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "confirmed_by",
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
                    (
                        "original",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.original"
                        ),
                    ),
                    (
                        "withdrawn_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="registry.source"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at",),
                    "indexes": [models.Index(fields=["status", "-at"], name="import_status_at")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("next_row__lte", models.F("rows_total"))), name="import_next_row_within"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="import_confirmed_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("reason_sealed__isnull", True),
                                    ("withdrawn_at__isnull", True),
                                    ("withdrawn_by__isnull", True),
                                ),
                                models.Q(
                                    ("reason_sealed__isnull", False),
                                    ("withdrawn_at__isnull", False),
                                    ("withdrawn_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="import_withdrawn_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("next_row", 0), ("status", "staged")),
                                ("confirmed_at__isnull", False),
                                ("status", "withdrawn"),
                                _connector="OR",
                            ),
                            name="import_begun_was_confirmed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Mention",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("child", "child"),
                                ("sought", "relative sought"),
                                ("seeking", "relative seeking"),
                                ("relative", "relative named"),
                                ("witness", "witness"),
                                ("staff", "facility staff"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
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
                        "own_person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="own_mentions",
                            to="registry.person",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="mentions", to="registry.report"
                        ),
                    ),
                ],
                options={
                    "ordering": ("report_id", "position"),
                },
            ),
            migrations.CreateModel(
                name="Fact",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("attribute", models.CharField(max_length=24)),
                    ("value_sealed", models.BinaryField()),
                    ("words_sealed", models.BinaryField(null=True)),
                    ("precision", models.CharField(blank=True, max_length=12)),
                    ("compartment", models.CharField(blank=True, max_length=12)),
                    ("reason_sealed", models.BinaryField(null=True)),
                    ("recorded_at", models.DateTimeField()),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "supersedes",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="superseded_by",
                            to="registry.fact",
                        ),
                    ),
                    (
                        "mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="registry.mention"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("supersedes__isnull", True), ("reason_sealed__isnull", False), _connector="OR"
                            ),
                            name="fact_correction_has_reason",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProfileCard",
                fields=[
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="card",
                            serialize=False,
                            to="registry.person",
                        ),
                    ),
                    ("is_child", models.BooleanField()),
                    ("sealed", models.BinaryField()),
                    ("version", models.UUIDField(default=dodomu.base.database.ids.new_id)),
                    ("reports", models.PositiveIntegerField()),
                    ("sources", models.PositiveIntegerField()),
                    ("last_report_at", models.DateTimeField()),
                    (
                        "data_key",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.datakey",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["is_child", "-last_report_at"], name="card_latest_children")],
                },
            ),
            migrations.CreateModel(
                name="Membership",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    ("until", models.DateTimeField(null=True)),
                    (
                        "mention",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="registry.mention",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="registry.person",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)), fields=("mention",), name="one_open_membership"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Join",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("since", models.DateTimeField()),
                    ("until", models.DateTimeField(null=True)),
                    ("not_confirmed", models.BooleanField(default=False)),
                    ("decision_ref", models.UUIDField(null=True)),
                    ("reason_sealed", models.BinaryField()),
                    ("split_reason_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "confirmed_by",
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
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.datakey",
                        ),
                    ),
                    (
                        "split_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "person_a",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="joins_a", to="registry.person"
                        ),
                    ),
                    (
                        "person_b",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="joins_b", to="registry.person"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("person_a", models.F("person_b")), _negated=True), name="join_of_two"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("confirmed_by__isnull", True), ("not_confirmed", True)),
                                models.Q(
                                    ("confirmed_by__isnull", False),
                                    ("not_confirmed", False),
                                    models.Q(("by", models.F("confirmed_by")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="join_author_is_not_confirmer",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("split_by__isnull", True),
                                    ("split_reason_sealed__isnull", True),
                                    ("until__isnull", True),
                                ),
                                models.Q(
                                    ("split_by__isnull", False),
                                    ("split_reason_sealed__isnull", False),
                                    ("until__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="join_split_who_when",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)),
                            fields=("person_a", "person_b"),
                            name="join_open_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pin",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("attribute", models.CharField(max_length=24)),
                    ("reason_sealed", models.BinaryField()),
                    ("since", models.DateTimeField()),
                    ("until", models.DateTimeField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "fact",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="pins", to="registry.fact"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="pins", to="registry.person"
                        ),
                    ),
                    (
                        "unpinned_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("until__isnull", True)),
                            fields=("person", "attribute"),
                            name="one_open_pin",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("unpinned_by__isnull", True), ("until__isnull", True)),
                                models.Q(("unpinned_by__isnull", False), ("until__isnull", False)),
                                _connector="OR",
                            ),
                            name="pin_ended_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Report",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("hotline", "Hotline"),
                                ("form", "Form"),
                                ("messenger", "Messenger"),
                                ("list", "List import"),
                                ("staff_note", "Staff note"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("row_number", models.PositiveIntegerField(null=True)),
                    ("reporter_sealed", models.BinaryField(null=True)),
                    ("payload_sealed", models.BinaryField()),
                    ("received_at", models.DateTimeField()),
                    ("recorded_at", models.DateTimeField()),
                    ("grade", models.CharField(max_length=2)),
                    (
                        "consent",
                        models.CharField(
                            choices=[
                                ("not_asked", "not asked"),
                                ("refused", "refused"),
                                ("search", "search and return of the child"),
                                ("evidence", "search, return and evidence"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("fingerprint", models.BinaryField(max_length=16)),
                    (
                        "batch",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="registry.importbatch",
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
                        "original",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="vault.original",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="registry.source",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "fingerprint"), name="report_once_per_source"),
                        models.CheckConstraint(
                            condition=models.Q(("row_number__isnull", True), ("batch__isnull", False), _connector="OR"),
                            name="report_row_has_batch",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Relation",
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
                                ("mother", "mother"),
                                ("father", "father"),
                                ("parent", "parent"),
                                ("sibling", "brother or sister"),
                                ("grandparent", "grandparent"),
                                ("guardian", "guardian"),
                                ("relative", "relative"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "from_mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relations_from",
                            to="registry.mention",
                        ),
                    ),
                    (
                        "to_mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relations_to",
                            to="registry.mention",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="relations",
                            to="registry.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("from_mention", models.F("to_mention")), _negated=True),
                            name="relation_between_two",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="IdentityChange",
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
                                ("name", "name"),
                                ("birth_date", "birth date"),
                                ("birth_place", "birth place"),
                                ("citizenship", "citizenship"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("sealed", models.BinaryField()),
                    ("recorded_at", models.DateTimeField()),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="identity_changes",
                            to="registry.mention",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="identity_changes",
                            to="registry.report",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="SearchKey",
                fields=[
                    (
                        "pk",
                        models.CompositePrimaryKey(
                            "key", "mention_id", blank=True, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("kind", models.CharField(max_length=8)),
                    ("key", models.BinaryField(max_length=16)),
                    (
                        "mention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="search_keys",
                            to="registry.mention",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ColumnChoice",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("heading_key", models.BinaryField(max_length=32)),
                    ("field", models.CharField(max_length=32)),
                    ("chosen_at", models.DateTimeField()),
                    (
                        "chosen_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="registry.source"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "heading_key"), name="column_choice_once_per_heading")
                    ],
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
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "fact",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="withdrawal",
                            to="registry.fact",
                        ),
                    ),
                    (
                        "report",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="withdrawal",
                            to="registry.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("fact__isnull", False), ("report__isnull", True)),
                                models.Q(("fact__isnull", True), ("report__isnull", False)),
                                _connector="OR",
                            ),
                            name="withdrawal_of_one_thing",
                        )
                    ],
                },
            ),
        ),
        *(
            ForbidChange(f"registry_{table}")
            for table in ("report", "mention", "fact", "relation", "identitychange", "withdrawal")
        ),
        ForbidChange("registry_person", columns=("id", "pid", "created_at")),
        ForbidChange("registry_membership", columns=("id", "mention_id", "person_id", "since")),
        ForbidChange(
            "registry_join",
            columns=(
                "id",
                "person_a_id",
                "person_b_id",
                "since",
                "by_id",
                "confirmed_by_id",
                "not_confirmed",
                "decision_ref",
                "data_key_id",
                "reason_sealed",
            ),
        ),
        ForbidChange(
            "registry_pin", columns=("id", "person_id", "attribute", "fact_id", "reason_sealed", "by_id", "since")
        ),
    ]
