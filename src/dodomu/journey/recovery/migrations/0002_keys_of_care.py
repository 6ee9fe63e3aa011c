"""Keys made before keys had a purpose: say that these are of care."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("keys", "0002_rotation_and_purpose"), ("recovery", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "UPDATE keys_datakey SET purpose = 'care' WHERE wrapped IS NOT NULL AND purpose IS NULL "
            "AND id IN (SELECT data_key_id FROM recovery_privatenote)",
            migrations.RunSQL.noop,
        ),
    ]
