import django.db.models.deletion
import dodomu.base.database.ids
import uuid
from django.conf import settings
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0004_presence"),
        ("keys", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Complaint",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("pid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ("number", models.PositiveIntegerField(unique=True)),
                    ("receipt", models.CharField(max_length=9, unique=True)),
                    (
                        "teller",
                        models.CharField(
                            choices=[
                                ("child", "a child or young person"),
                                ("carer", "a parent, guardian or other carer"),
                                ("relative", "another relative"),
                                ("colleague", "somebody who works here"),
                                ("other", "somebody else"),
                                ("unnamed", "somebody who does not want to be named"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "about_team",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                    ("urgent", models.BooleanField()),
                    (
                        "data_key",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="keys.datakey"
                        ),
                    ),
                    ("words_sealed", models.BinaryField()),
                    ("who_sealed", models.BinaryField()),
                    ("reach_sealed", models.BinaryField()),
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
                                ("new", "nobody has looked at it yet"),
                                ("looking", "being looked into"),
                                ("ended", "answered"),
                            ],
                            default="new",
                            max_length=8,
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("upheld", "it was so, and something was done"),
                                ("partly", "it was partly so, and something was done"),
                                ("not_upheld", "it was not so"),
                                ("cannot_tell", "it could not be established"),
                                ("passed_on", "given to an authority or a body outside"),
                            ],
                            max_length=12,
                        ),
                    ),
                ],
                options={
                    "ordering": ("-number",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "ended"), models.Q(("outcome", ""), _negated=True)),
                                models.Q(("outcome", ""), ("state__in", ("new", "looking"))),
                                _connector="OR",
                            ),
                            name="complaint_ended_how",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ComplaintStep",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "complaint",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="office.complaint"
                        ),
                    ),
                    (
                        "what",
                        models.CharField(
                            choices=[
                                ("taken", "taken up"),
                                ("note", "looked into"),
                                ("ended", "answered"),
                                ("reopened", "looked into again"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("upheld", "it was so, and something was done"),
                                ("partly", "it was partly so, and something was done"),
                                ("not_upheld", "it was not so"),
                                ("cannot_tell", "it could not be established"),
                                ("passed_on", "given to an authority or a body outside"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("note_sealed", models.BinaryField()),
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
        ForbidChange("office_complaintstep"),
        ForbidChange(
            "office_complaint",
            columns=(
                "id",
                "pid",
                "data_key_id",
                "number",
                "receipt",
                "teller",
                "about_id",
                "about_team_id",
                "urgent",
                "words_sealed",
                "who_sealed",
                "reach_sealed",
                "by_id",
                "at",
            ),
        ),
    ]
