"""What was decided when a record had been kept as long as its rule says: keep it on, or have it destroyed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id


class RetentionReview(models.Model):
    """One decision about one record. It destroys nothing: destruction is an act of its own, by two people."""

    class Decision(models.TextChoices):
        KEEP = "keep", _("keep until another day")
        DESTROY = "destroy", _("to be destroyed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=24)
    record = models.UUIDField()
    decision = models.CharField(max_length=8, choices=Decision.choices)
    until = models.DateField(null=True)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("kind", "record"), name="retention_kind_record"),)
        constraints = (
            models.CheckConstraint(
                name="retention_keep_has_an_end",
                condition=Q(decision="keep", until__isnull=False) | Q(decision="destroy", until__isnull=True),
            ),
        )
