from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptform", name="about", field=models.CharField(blank=True, default="", max_length=80)
        ),
        migrations.AddField(model_name="keptform", name="version", field=models.PositiveIntegerField(default=0)),
        migrations.AddConstraint(
            model_name="keptform",
            constraint=models.UniqueConstraint(
                condition=~Q(about=""), fields=("user", "about"), name="one_draft_of_a_page"
            ),
        ),
    ]
