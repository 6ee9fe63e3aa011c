from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_log"), ("keys", "0002_rotation_and_purpose")]

    operations = [
        migrations.AddIndex(
            model_name="leaf",
            index=models.Index(
                condition=models.Q(
                    ("kind__in", ("backup_restored", "clock.moved", "journal.verified", "journal.witness_disagreed"))
                ),
                fields=["kind", "index"],
                name="journal_leaf_of_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="keptcheckpoint",
            index=models.Index(fields=["log_key", "size", "made_at"], name="journal_checkpoint_times"),
        ),
        migrations.AddIndex(
            model_name="keptcosignature",
            index=models.Index(fields=["witness", "key_id", "stated_at"], name="journal_cosignature_times"),
        ),
    ]
