"""Forms that came in after the session had locked: kept sealed until their author is back."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class KeptForm(models.Model):
    """What a person had typed, encrypted under a key of its own that is destroyed with the row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms")
    sealed = models.BinaryField()
    data_key = models.UUIDField()
    kept_at = models.DateTimeField(default=timezone.now)
