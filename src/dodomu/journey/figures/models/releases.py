"""The ledger: every count that was ever shown, and that the others were hidden."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from dodomu.base.database.ids import new_id

LEAST_SHOWN = 10
"""The database itself refuses a smaller count, whatever the rules say one day."""


class Release(models.Model):
    """All figures of one day. What was hidden is kept sealed: later releases are compared with it before they appear."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    as_of = models.DateField(unique=True)
    threshold = models.PositiveSmallIntegerField()
    rules_from = models.DateField()
    hidden_sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.CheckConstraint(name="release_threshold_kept", condition=Q(threshold__gte=LEAST_SHOWN)),)


class ReleasedCell(models.Model):
    """One count of one release; ``value`` is empty where it was hidden. ``days``: the median of days in the step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="cells")
    code = models.CharField(max_length=120)
    value = models.PositiveIntegerField(null=True)
    days = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("release", "code"), name="released_cell_once"),
            models.CheckConstraint(
                name="released_cell_never_small", condition=Q(value__isnull=True) | Q(value__gte=LEAST_SHOWN)
            ),
            models.CheckConstraint(
                name="released_days_with_count", condition=Q(days__isnull=True) | Q(value__isnull=False)
            ),
        )
