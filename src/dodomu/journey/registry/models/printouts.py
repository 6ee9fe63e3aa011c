"""What was printed about a person, by whom and what for."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dodomu.base.database.ids import new_id
from dodomu.journey.registry.vocabulary import PrintedPart


class PrintOut(models.Model):
    """One print view that was opened. The note in words is sealed; ``purpose`` is a code of the form."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="printouts")
    what = models.CharField(max_length=12, choices=PrintedPart.choices)
    purpose = models.CharField(max_length=20)
    named = models.BooleanField()
    pictured = models.BooleanField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, null=True, related_name="+", db_index=False)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="printout_note_has_key",
                condition=models.Q(data_key__isnull=True, note_sealed__isnull=True)
                | models.Q(data_key__isnull=False, note_sealed__isnull=False),
            ),
        )
