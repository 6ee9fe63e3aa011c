"""Which use of whose data must stop. Rows are set and lifted, never changed; who consents is kept by the cases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class Restriction(models.Model):
    """From ``since`` on, the data of this person must not be used for ``use``, until somebody lifts it.

    ``since`` may lie ahead: a consent that runs out stops the use by itself, without anybody's doing. ``because`` names
    what it follows from (a consent), so that what set it can lift it, and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField(db_index=True)
    use = models.CharField(max_length=30)
    since = models.DateTimeField()
    because = models.UUIDField(db_index=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                name="restriction_lifted_when_and_by_whom",
                condition=Q(lifted_by=None, lifted_at=None) | Q(lifted_by__isnull=False, lifted_at__gte=F("set_at")),
            ),
            models.UniqueConstraint(
                name="restriction_once", fields=["subject", "use", "because"], condition=Q(lifted_at=None)
            ),
        ]
        indexes = [
            models.Index(name="restriction_in_force", fields=["use", "since"], condition=Q(lifted_at=None)),
        ]
