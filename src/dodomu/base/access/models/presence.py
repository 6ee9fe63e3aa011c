"""Who has which record open to change it, for a minute at a time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class Presence(models.Model):
    """One colleague at one record. ``until`` passes by itself; the page renews it while it is open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    record = models.UUIDField()
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["kind", "record", "user"]),
            models.CheckConstraint(name="presence_passes_by_itself", condition=Q(until__gt=F("since"))),
        ]
