import django.db.models.deletion
import django.utils.timezone
import dodomu.base.database.ids
from django.db import migrations, models

from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange
from dodomu.base.keys.triggers import DestroyedForEver


class Migration(migrations.Migration):
    initial = True

    # What others bring comes first: each of their many steps has Django picture anew every table that is there by then.
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="OrganisationKey",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("version", models.PositiveIntegerField(unique=True)),
                    ("wrapped", models.BinaryField()),
                    ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    "db_table": "keys_organisationkey",
                },
            ),
            migrations.CreateModel(
                name="DataKey",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    ("wrapped", models.BinaryField(null=True)),
                    ("version", models.PositiveSmallIntegerField(default=1)),
                    ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("destroyed_at", models.DateTimeField(null=True)),
                    (
                        "organisation_key",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="keys.organisationkey",
                        ),
                    ),
                ],
                options={
                    "db_table": "keys_datakey",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("destroyed_at__isnull", False), ("wrapped__isnull", True)),
                                models.Q(("destroyed_at__isnull", True), ("wrapped__isnull", False)),
                                _connector="OR",
                            ),
                            name="keys_datakey_wrapped_until_destroyed",
                        )
                    ],
                },
            ),
        ),
        ForbidChange("keys_organisationkey"),
        ForbidChange("keys_datakey", columns=("id", "organisation_key_id", "version", "created_at")),
        DestroyedForEver("keys_datakey"),
    ]
