"""Keys made before keys had a purpose: say that these are of care."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("keys", "0002_rotation_and_purpose"), ("cases", "0004_transfers")]

    operations = [
        migrations.RunSQL(
            "UPDATE keys_datakey SET purpose = 'care' WHERE wrapped IS NOT NULL AND purpose IS NULL "
            "AND id IN (SELECT data_key_id FROM cases_case)",
            migrations.RunSQL.noop,
        ),
    ]
