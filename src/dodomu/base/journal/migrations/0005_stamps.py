import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


def own_key():
    return (
        "id",
        models.UUIDField(
            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_standing")]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="StampAnswer",
                fields=[
                    own_key(),
                    ("authority", models.CharField(max_length=32)),
                    ("nonce", models.CharField(max_length=32)),
                    ("answer", models.BinaryField()),
                    ("asked_at", models.DateTimeField()),
                    ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "checkpoint",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="stamp_answers",
                            to="journal.keptcheckpoint",
                        ),
                    ),
                ],
                options={
                    "db_table": "journal_stampanswer",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("checkpoint", "authority", "nonce"), name="journal_stampanswer_once"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="StampVerdict",
                fields=[
                    own_key(),
                    ("roots", models.CharField(max_length=64)),
                    ("outcome", models.CharField(max_length=64)),
                    ("gen_time", models.DateTimeField(null=True)),
                    ("judged_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "answer",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="verdicts",
                            to="journal.stampanswer",
                        ),
                    ),
                ],
                options={
                    "db_table": "journal_stampverdict",
                    "constraints": [
                        models.UniqueConstraint(fields=("answer", "roots"), name="journal_stampverdict_once"),
                        models.CheckConstraint(
                            condition=Q(outcome="valid", gen_time__isnull=False)
                            | (~Q(outcome="valid") & Q(gen_time__isnull=True)),
                            name="journal_stampverdict_time",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AuthorityState",
                fields=[
                    ("authority", models.CharField(max_length=32, primary_key=True, serialize=False)),
                    ("outcome", models.CharField(max_length=64)),
                    ("tried_at", models.DateTimeField(null=True)),
                    ("failing_since", models.DateTimeField(null=True)),
                    ("failures", models.IntegerField(default=0)),
                    ("told", models.CharField(blank=True, default="", max_length=64)),
                    ("due_at", models.DateTimeField()),
                    ("claim", models.UUIDField(null=True)),
                ],
                options={"db_table": "journal_authoritystate"},
            ),
        ),
        *(ForbidChange(f"journal_{table}") for table in ("stampanswer", "stampverdict")),
    ]
