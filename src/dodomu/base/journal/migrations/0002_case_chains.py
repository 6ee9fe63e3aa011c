import uuid

from django.db import migrations, models

from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddField("leaf", "case_pid", models.UUIDField(null=True)),
        migrations.AddField("leaf", "case_seq", models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            model_name="leaf",
            constraint=models.UniqueConstraint(
                condition=models.Q(("case_pid__isnull", False)),
                fields=("case_pid", "case_seq"),
                name="journal_leaf_no_fork",
            ),
        ),
        migrations.CreateModel(
            name="CaseName",
            fields=[
                ("case", models.UUIDField(primary_key=True, serialize=False)),
                ("case_pid", models.UUIDField(default=uuid.uuid4, unique=True)),
            ],
            options={"db_table": "journal_casename"},
        ),
        ForbidChange("journal_casename"),
    ]
