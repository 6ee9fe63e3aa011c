import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_work"),
        ("registry", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="ToldEvent",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("label_sealed", models.BinaryField()),
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="told_events", to="cases.case"
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
                    "ordering": ("at", "id"),
                },
            ),
            migrations.CreateModel(
                name="ChildView",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("on_edtf", models.CharField(max_length=40)),
                    ("on_earliest", models.DateField()),
                    (
                        "how",
                        models.CharField(
                            choices=[
                                ("face_to_face", "in a talk, face to face"),
                                ("video", "by video"),
                                ("telephone", "by telephone"),
                                ("message", "in a written message or letter"),
                                ("play", "through play or drawing"),
                                ("trusted", "through somebody the child trusts"),
                                ("declined", "the child was asked and did not want to say"),
                            ],
                            max_length=14,
                        ),
                    ),
                    (
                        "interpreting",
                        models.CharField(
                            choices=[
                                ("own_language", "in the child's own language, nobody needed"),
                                ("interpreter", "with an interpreter"),
                                ("support", "with support (sign language, pictures, easy words)"),
                                ("missing", "an interpreter or support was needed and missing"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("words_sealed", models.BinaryField(null=True)),
                    ("present_sealed", models.BinaryField()),
                    ("explained_sealed", models.BinaryField(null=True)),
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="child_views", to="cases.case"
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
                    "ordering": ("-on_earliest", "-at", "-id"),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "how__in",
                                    ["face_to_face", "video", "telephone", "message", "play", "trusted", "declined"],
                                )
                            ),
                            name="childview_how_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("words_sealed__isnull", False), ("how", "declined"), _connector="OR"),
                            name="childview_in_words_or_declined",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Consent",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("line", models.UUIDField(db_index=True)),
                    (
                        "use",
                        models.CharField(
                            choices=[
                                (
                                    "tracing",
                                    "tracing: comparing and searching records to find the child and the family",
                                ),
                                ("authorities", "sharing with the authorities of Ukraine"),
                                ("red_cross", "sharing with the Red Cross (Central Tracing Agency)"),
                                ("partners", "sharing with other organisations that help"),
                                ("medical", "medical care"),
                                ("psychological", "psychological care"),
                                ("court", "evidence for a court or an investigation"),
                                ("figures", "published figures and research"),
                                ("media", "contact with journalists, pictures and stories in public"),
                            ],
                            max_length=30,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("given", "given"), ("refused", "refused"), ("withdrawn", "withdrawn")],
                            max_length=10,
                        ),
                    ),
                    (
                        "giver",
                        models.CharField(
                            choices=[
                                ("child", "the child"),
                                ("mother", "the mother"),
                                ("father", "the father"),
                                ("guardian", "a guardian or custodian"),
                                ("foster", "a foster parent or adoptive parent"),
                                ("authority", "the guardianship authority"),
                                ("relative", "another relative, where no one else can be asked"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("giver_name_sealed", models.BinaryField(null=True)),
                    ("said_on", models.DateField()),
                    ("valid_from", models.DateField(null=True)),
                    ("valid_until", models.DateField(null=True)),
                    ("kept_sealed", models.BinaryField(null=True)),
                    ("note_sealed", models.BinaryField(null=True)),
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
                            on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="cases.case"
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
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.person"
                        ),
                    ),
                    (
                        "replaces",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaced_by",
                            to="cases.consent",
                        ),
                    ),
                ],
                options={
                    "ordering": ("-at", "-id"),
                    "indexes": [models.Index(fields=["person", "use"], name="consent_person_use")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "use__in",
                                    [
                                        "tracing",
                                        "authorities",
                                        "red_cross",
                                        "partners",
                                        "medical",
                                        "psychological",
                                        "court",
                                        "figures",
                                        "media",
                                    ],
                                )
                            ),
                            name="consent_use_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "giver__in",
                                    ["child", "mother", "father", "guardian", "foster", "authority", "relative"],
                                )
                            ),
                            name="consent_giver_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("state", "given"),
                                    ("valid_from__isnull", False),
                                    models.Q(
                                        ("original__isnull", False), ("kept_sealed__isnull", False), _connector="OR"
                                    ),
                                ),
                                models.Q(
                                    ("state", "refused"), ("valid_from__isnull", True), ("valid_until__isnull", True)
                                ),
                                models.Q(
                                    ("replaces__isnull", False),
                                    ("state", "withdrawn"),
                                    ("valid_from__isnull", True),
                                    ("valid_until__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="consent_state_has_what_it_needs",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__gte", models.F("valid_from")),
                                _connector="OR",
                            ),
                            name="consent_period_forward",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("replaces__isnull", True),
                                models.Q(("replaces", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            name="consent_replaces_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("line", models.F("id")), ("replaces__isnull", True)),
                                models.Q(
                                    ("replaces__isnull", False), models.Q(("line", models.F("id")), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="consent_line_begins_with_itself",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Interview",
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
                                ("forensic", "for an investigation or a court"),
                                ("psychological", "psychological"),
                                ("protection", "child protection: needs and risks"),
                                ("hotline", "hotline or first contact"),
                                ("medical", "medical history"),
                                ("documentation", "documentation by an organisation"),
                                ("journalist", "journalist or film"),
                                ("other", "other"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("body_sealed", models.BinaryField()),
                    ("on", models.DateField()),
                    ("place_sealed", models.BinaryField(null=True)),
                    ("compartment", models.CharField(blank=True, max_length=20)),
                    ("again", models.BooleanField()),
                    ("reason_sealed", models.BinaryField(null=True)),
                    ("outside", models.BooleanField(default=False)),
                    ("not_confirmed", models.BooleanField(default=False)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("waiting", "waits for a second person"),
                                ("planned", "planned"),
                                ("held", "held"),
                                ("cancelled", "cancelled"),
                                ("refused", "the second person said no"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("second_at", models.DateTimeField(null=True)),
                    ("second_sealed", models.BinaryField(null=True)),
                    ("held_on", models.DateField(null=True)),
                    ("settled_at", models.DateTimeField(null=True)),
                    ("settled_sealed", models.BinaryField(null=True)),
                    (
                        "by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="interviews", to="cases.case"
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
                        "second",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "settled_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="interviews", to="cases.toldevent"
                        ),
                    ),
                ],
                options={
                    "ordering": ("on", "at", "id"),
                    "indexes": [models.Index(fields=["state", "at"], name="interview_state")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "forensic",
                                        "psychological",
                                        "protection",
                                        "hotline",
                                        "medical",
                                        "documentation",
                                        "journalist",
                                        "other",
                                    ],
                                )
                            ),
                            name="interview_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("compartment__in", ("", "location", "route", "shelter", "clinical", "sealed"))
                            ),
                            name="interview_place_compartment",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("again", False), ("reason_sealed__isnull", False), _connector="OR"),
                            name="interview_again_has_a_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("second__isnull", True),
                                models.Q(("second", models.F("by")), _negated=True),
                                _connector="OR",
                            ),
                            name="interview_second_is_another",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("second__isnull", True), ("second_at__isnull", True)),
                                models.Q(("second__isnull", False), ("second_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="interview_second_who_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("again", False),
                                ("outside", True),
                                ("not_confirmed", True),
                                ("state__in", ("waiting", "refused", "cancelled")),
                                models.Q(("second__isnull", False), ("state__in", ("planned", "held"))),
                                _connector="OR",
                            ),
                            name="interview_again_takes_two",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "refused"), _negated=True),
                                models.Q(("second__isnull", False), ("second_sealed__isnull", False)),
                                _connector="OR",
                            ),
                            name="interview_refused_by_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held_on__isnull", False), ("state", "held")),
                                models.Q(("state", "held"), _negated=True),
                                _connector="OR",
                            ),
                            name="interview_held_when",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("again", True),
                                    ("not_confirmed", False),
                                    ("outside", False),
                                    ("state", "held"),
                                    _negated=True,
                                ),
                                ("second_at__lte", models.F("settled_at")),
                                _connector="OR",
                            ),
                            name="interview_agreed_before_it_was_held",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("settled_at__isnull", False),
                                    ("settled_by__isnull", False),
                                    ("state__in", ("held", "cancelled")),
                                ),
                                models.Q(
                                    ("settled_at__isnull", True),
                                    ("settled_by__isnull", True),
                                    ("state__in", ("waiting", "planned", "refused")),
                                ),
                                _connector="OR",
                            ),
                            name="interview_settled_who_when",
                        ),
                    ],
                },
            ),
        ),
        ForbidChange("cases_consent"),
        ForbidChange("cases_childview"),
        ForbidChange("cases_toldevent"),
        ForbidChange(
            "cases_interview",
            columns=(
                "id",
                "pid",
                "event_id",
                "case_id",
                "kind",
                "body_sealed",
                "on",
                "place_sealed",
                "compartment",
                "again",
                "reason_sealed",
                "outside",
                "not_confirmed",
                "by_id",
                "at",
            ),
            once=(
                "second_id",
                "second_at",
                "second_sealed",
                "held_on",
                "original_id",
                "settled_by_id",
                "settled_at",
                "settled_sealed",
            ),
        ),
    ]
