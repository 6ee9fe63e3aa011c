import django.db.models.deletion
import django.utils.timezone
import dodomu.base.database.ids
from django.conf import settings
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="SavedView",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("table", models.CharField(max_length=40)),
                    ("path", models.CharField(max_length=200)),
                    ("query", models.TextField(blank=True)),
                    ("name_sealed", models.BinaryField()),
                    ("data_key", models.UUIDField()),
                    ("for_all", models.BooleanField(default=False)),
                    ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="saved_views",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "team",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                        ),
                    ),
                ],
                options={
                    "ordering": ["saved_at"],
                    "indexes": [models.Index(fields=["table"], name="savedview_table")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("team", None), ("for_all", False), _connector="OR"),
                            name="savedview_shared_in_one_way",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="StartPage",
                fields=[
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="start_page",
                            serialize=False,
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("since", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "view",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.savedview"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="UndoableAct",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("code", models.CharField(max_length=40)),
                    ("steps", models.TextField()),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("until", models.DateTimeField()),
                    ("undone_at", models.DateTimeField(null=True)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("until__gt", models.F("at"))), name="undoable_for_a_while"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("undone_at", None),
                                models.Q(("undone_at__gte", models.F("at")), ("undone_at__lte", models.F("until"))),
                                _connector="OR",
                            ),
                            name="undone_in_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ListChoice",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("table", models.CharField(max_length=40)),
                    ("columns", models.TextField(blank=True)),
                    ("sort", models.CharField(blank=True, max_length=60)),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="list_choices",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("user", "table"), name="listchoice_once_per_list")],
                },
            ),
        ),
    ]
