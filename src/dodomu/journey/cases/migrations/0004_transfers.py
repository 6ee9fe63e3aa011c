import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_consent"),
        ("keys", "0001_initial"),
        ("registry", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Body",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("authority", "authority"),
                                ("child_services", "children's services"),
                                ("police", "police or prosecutor"),
                                ("court", "court"),
                                ("health", "clinic or doctor"),
                                ("school", "school or kindergarten"),
                                ("legal_aid", "legal aid"),
                                ("red_cross", "Red Cross or Red Crescent"),
                                ("international", "international organisation"),
                                ("ngo", "non-governmental organisation"),
                                ("other", "another body"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("name", models.CharField(max_length=120, unique=True)),
                    (
                        "way",
                        models.CharField(
                            choices=[
                                ("secure", "secure exchange"),
                                ("hand", "handed over in person"),
                                ("post", "post"),
                                ("email", "encrypted e-mail"),
                                ("phone", "telephone"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("contact_sealed", models.BinaryField()),
                    ("added_at", models.DateTimeField()),
                    ("changed_at", models.DateTimeField(null=True)),
                    ("closed_at", models.DateTimeField(null=True)),
                    (
                        "added_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "changed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "closed_by",
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
                ],
                options={
                    "ordering": ("name",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "authority",
                                        "child_services",
                                        "police",
                                        "court",
                                        "health",
                                        "school",
                                        "legal_aid",
                                        "red_cross",
                                        "international",
                                        "ngo",
                                        "other",
                                    ],
                                )
                            ),
                            name="body_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                                models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="body_changed_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="body_closed_who_when",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DataRequest",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("number", models.PositiveIntegerField(unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[("access", "to see the whole file"), ("rectification", "to correct a fact")],
                            max_length=16,
                        ),
                    ),
                    (
                        "requester",
                        models.CharField(
                            choices=[
                                ("subject", "the child"),
                                ("parent", "a parent with parental rights"),
                                ("guardian", "a guardian or custodian"),
                                ("representative", "a lawyer or other representative with power of attorney"),
                            ],
                            max_length=16,
                        ),
                    ),
                    (
                        "identity",
                        models.CharField(
                            choices=[
                                ("document", "identity document seen"),
                                (
                                    "documents_of_right",
                                    "identity document and proof of the right to act for the child seen",
                                ),
                                ("signature", "qualified electronic signature checked"),
                                ("known", "known to two of our staff in person"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("language", models.CharField(max_length=2)),
                    ("requester_sealed", models.BinaryField()),
                    ("asked_sealed", models.BinaryField()),
                    ("warnings_read", models.PositiveSmallIntegerField(default=0)),
                    ("received_on", models.DateField()),
                    ("due_at", models.DateTimeField()),
                    ("due_rule", models.CharField(max_length=24)),
                    ("at", models.DateTimeField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("open", "open"),
                                ("compiled", "compiled, waits for a second person"),
                                ("released", "released to the requester"),
                                ("accepted", "accepted and put right"),
                                ("refused", "refused with a reason"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("compiled_at", models.DateTimeField(null=True)),
                    ("answered_at", models.DateTimeField(null=True)),
                    ("not_confirmed", models.BooleanField(default=False)),
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
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "compiled_by",
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
                        "fact",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.fact"
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="vault.original",
                        ),
                    ),
                    (
                        "new_fact",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.fact"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-number",),
                    "indexes": [models.Index(fields=["state", "due_at"], name="request_state_due")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["open", "compiled", "released", "accepted", "refused"])),
                            name="request_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("fact__isnull", True), ("kind", "access"), ("new_fact__isnull", True)),
                                models.Q(("fact__isnull", False), ("kind", "rectification")),
                                _connector="OR",
                            ),
                            name="request_correction_names_a_fact",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("compiled_at__isnull", True), ("compiled_by__isnull", True), ("file__isnull", True)
                                ),
                                models.Q(
                                    ("compiled_at__isnull", False),
                                    ("compiled_by__isnull", False),
                                    ("file__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="request_compiled_who_when_what",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("answered_at__isnull", True),
                                    ("answered_by__isnull", True),
                                    ("state__in", ("open", "compiled")),
                                ),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("answered_by__isnull", False),
                                    ("state__in", ("released", "accepted", "refused")),
                                ),
                                _connector="OR",
                            ),
                            name="request_answered_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "released"), _negated=True),
                                models.Q(
                                    ("file__isnull", False),
                                    ("kind", "access"),
                                    models.Q(
                                        ("not_confirmed", True),
                                        models.Q(("compiled_by", models.F("answered_by")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="request_released_by_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "accepted"), _negated=True),
                                ("kind", "rectification"),
                                _connector="OR",
                            ),
                            name="request_accepted_is_a_correction",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RequestEvent",
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
                                ("recorded", "recorded"),
                                ("compiled", "file compiled"),
                                ("sent_back", "sent back by the second person"),
                                ("released", "released"),
                                ("accepted", "accepted"),
                                ("refused", "refused"),
                                ("opened", "compiled file opened"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("reason_sealed", models.BinaryField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "file",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="vault.original",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.datarequest"
                        ),
                    ),
                ],
                options={
                    "ordering": ("at", "id"),
                },
            ),
            migrations.CreateModel(
                name="RetentionReview",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("record", models.UUIDField()),
                    (
                        "decision",
                        models.CharField(
                            choices=[("keep", "keep until another day"), ("destroy", "to be destroyed")], max_length=8
                        ),
                    ),
                    ("until", models.DateField(null=True)),
                    ("reason_sealed", models.BinaryField()),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [models.Index(fields=["kind", "record"], name="retention_kind_record")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("decision", "keep"), ("until__isnull", False)),
                                models.Q(("decision", "destroy"), ("until__isnull", True)),
                                _connector="OR",
                            ),
                            name="retention_keep_has_an_end",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Sending",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[("referral", "referral"), ("transfer", "transfer"), ("enquiry", "enquiry")],
                            max_length=10,
                        ),
                    ),
                    (
                        "way",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("secure", "secure exchange"),
                                ("hand", "handed over in person"),
                                ("post", "post"),
                                ("email", "encrypted e-mail"),
                                ("phone", "telephone"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("profile", models.CharField(max_length=24)),
                    ("purpose", models.CharField(max_length=24)),
                    (
                        "basis",
                        models.CharField(
                            choices=[
                                ("consent", "consent for this purpose"),
                                ("vital", "vital interests: life or health is in danger"),
                                ("best_interests", "the child's best interests, without consent"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("consent_ref", models.UUIDField(null=True)),
                    ("asked_sealed", models.BinaryField()),
                    ("basis_reason_sealed", models.BinaryField(null=True)),
                    ("package_sealed", models.BinaryField()),
                    ("warnings_read", models.PositiveSmallIntegerField(default=0)),
                    ("due_at", models.DateTimeField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for a second person"),
                                ("declined", "not confirmed, not sent"),
                                ("sent", "sent"),
                                ("accepted", "accepted"),
                                ("refused", "refused"),
                                ("done", "done"),
                                ("revoked", "revoked"),
                                ("answered", "answered"),
                                ("no_answer", "no answer"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("sent_at", models.DateTimeField(null=True)),
                    ("second_at", models.DateTimeField(null=True)),
                    ("not_confirmed", models.BooleanField(default=False)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="sendings", to="cases.case"
                        ),
                    ),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    (
                        "from_team",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    (
                        "original",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.original"
                        ),
                    ),
                    (
                        "page",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.original"
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "to_body",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sendings",
                            to="cases.body",
                        ),
                    ),
                    (
                        "to_team",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [
                        models.Index(fields=["to_team", "state"], name="sending_team_state"),
                        models.Index(fields=["case", "-at"], name="sending_case_at"),
                        models.Index(fields=["state", "due_at"], name="sending_state_due"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "state__in",
                                    [
                                        "waiting",
                                        "declined",
                                        "sent",
                                        "accepted",
                                        "refused",
                                        "done",
                                        "revoked",
                                        "answered",
                                        "no_answer",
                                    ],
                                )
                            ),
                            name="sending_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("to_body__isnull", False), ("to_team__isnull", True)),
                                models.Q(("to_body__isnull", True), ("to_team__isnull", False)),
                                _connector="OR",
                            ),
                            name="sending_to_one_receiver",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_team__isnull", True),
                                models.Q(("to_team", models.F("from_team")), _negated=True),
                                _connector="OR",
                            ),
                            name="sending_not_to_itself",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "enquiry"), _negated=True),
                                models.Q(("due_at__isnull", False), ("to_body__isnull", False)),
                                _connector="OR",
                            ),
                            name="sending_enquiry_outside_and_due",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("basis", "consent"), ("consent_ref__isnull", False)),
                                models.Q(
                                    models.Q(("basis", "consent"), _negated=True),
                                    ("basis_reason_sealed__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="sending_basis_is_shown",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("second_at__isnull", True), ("second_by__isnull", True)),
                                models.Q(
                                    ("second_at__isnull", False),
                                    ("second_by__isnull", False),
                                    models.Q(("second_by", models.F("by")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="sending_second_is_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sent_at__isnull", True),
                                ("basis", "consent"),
                                ("second_by__isnull", False),
                                ("not_confirmed", True),
                                _connector="OR",
                            ),
                            name="sending_without_consent_takes_two",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sent_at__isnull", False),
                                ("state__in", ("waiting", "declined", "revoked")),
                                _connector="OR",
                            ),
                            name="sending_sent_when",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("kind", "transfer"), ("state__in", ("waiting", "sent"))),
                            fields=("case",),
                            name="sending_one_transfer_at_a_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RecipientTold",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="told", to="cases.datarequest"
                        ),
                    ),
                    (
                        "sending",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.sending"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("request", "sending"), name="recipient_told_once")],
                },
            ),
            migrations.CreateModel(
                name="SendingEvent",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for a second person"),
                                ("declined", "not confirmed, not sent"),
                                ("sent", "sent"),
                                ("accepted", "accepted"),
                                ("refused", "refused"),
                                ("done", "done"),
                                ("revoked", "revoked"),
                                ("answered", "answered"),
                                ("no_answer", "no answer"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("on", models.DateField()),
                    (
                        "way",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("secure", "secure exchange"),
                                ("hand", "handed over in person"),
                                ("post", "post"),
                                ("email", "encrypted e-mail"),
                                ("phone", "telephone"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("named_sealed", models.BinaryField(null=True)),
                    ("reason_sealed", models.BinaryField(null=True)),
                    ("at", models.DateTimeField()),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="registry.report",
                        ),
                    ),
                    (
                        "sending",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.sending"
                        ),
                    ),
                ],
                options={
                    "ordering": ("at", "id"),
                    "constraints": [
                        models.UniqueConstraint(fields=("sending", "state"), name="sending_state_once"),
                        models.CheckConstraint(
                            condition=models.Q(("report__isnull", True), ("state", "answered"), _connector="OR"),
                            name="sending_report_is_an_answer",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange("cases_body", columns=("id", "pid", "data_key_id", "added_by_id", "added_at")),
        ForbidChange(
            "cases_sending",
            columns=(
                "id",
                "pid",
                "case_id",
                "kind",
                "from_team_id",
                "to_team_id",
                "to_body_id",
                "way",
                "profile",
                "purpose",
                "basis",
                "consent_ref",
                "data_key_id",
                "asked_sealed",
                "basis_reason_sealed",
                "package_sealed",
                "original_id",
                "page_id",
                "warnings_read",
                "due_at",
                "by_id",
                "at",
                "not_confirmed",
            ),
        ),
        ForbidChange("cases_sendingevent"),
        ForbidChange(
            "cases_datarequest",
            columns=(
                "id",
                "pid",
                "number",
                "kind",
                "person_id",
                "fact_id",
                "requester",
                "identity",
                "language",
                "data_key_id",
                "requester_sealed",
                "asked_sealed",
                "warnings_read",
                "received_on",
                "due_at",
                "due_rule",
                "by_id",
                "at",
            ),
        ),
        ForbidChange("cases_requestevent"),
        ForbidChange("cases_recipienttold"),
        ForbidChange("cases_retentionreview"),
    ]
