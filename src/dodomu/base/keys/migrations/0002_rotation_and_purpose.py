"""Organisation keys can be destroyed, data keys wrapped anew, and each says what it is kept for."""

from django.db import migrations, models

from dodomu.base.database.triggers import ForbidChange
from dodomu.base.keys.triggers import DestroyedForEver, KeysOutliveNothing, Lifted


class Migration(migrations.Migration):
    dependencies = [("keys", "0001_initial")]

    operations = [
        Lifted(ForbidChange("keys_organisationkey")),
        Lifted(ForbidChange("keys_datakey", columns=("id", "organisation_key_id", "version", "created_at"))),
        Lifted(DestroyedForEver("keys_datakey")),
        migrations.AddField("organisationkey", "destroyed_at", models.DateTimeField(null=True)),
        migrations.AddField("datakey", "purpose", models.CharField(max_length=8, null=True)),
        ForbidChange("keys_organisationkey", columns=("id", "version", "created_at"), once=("destroyed_at",)),
        ForbidChange("keys_datakey", columns=("id", "version", "created_at"), once=("purpose",)),
        KeysOutliveNothing("keys_datakey", "keys_organisationkey"),
    ]
