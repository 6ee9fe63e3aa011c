import django.db.models.deletion
from django.db import migrations, models

import dodomu.base.database.ids
from dodomu.base.database.tables import CreateModels
from dodomu.base.database.triggers import ForbidChange


class Migration(migrations.Migration):
    dependencies = [
        ("reception", "0001_initial"),
        ("cases", "0004_transfers"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="NeedReferral",
                fields=[
                    (
                        "id",
                        models.UUIDField(
                            default=dodomu.base.database.ids.new_id, editable=False, primary_key=True, serialize=False
                        ),
                    ),
                    (
                        "need",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="reception.need"
                        ),
                    ),
                    (
                        "sending",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.sending"
                        ),
                    ),
                ],
                options={"ordering": ("id",)},
            ),
        ),
        ForbidChange("reception_needreferral"),
    ]
