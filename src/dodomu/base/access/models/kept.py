"""Forms kept sealed until their author is back: those that came in after a lock, and drafts of what is being written."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class KeptForm(models.Model):
    """What a person had typed, encrypted under a key of its own that is destroyed with the row.

    ``about`` names the page of a draft by a code and ids ("reception.triage:<id>") and is empty for a form that was kept
    behind the lock; ``version`` grows with every save of a draft, so that an old page never writes over a newer one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="kept_forms")
    sealed = models.BinaryField()
    data_key = models.UUIDField()
    kept_at = models.DateTimeField(default=timezone.now)
    about = models.CharField(max_length=80, blank=True, default="")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "about"), condition=~Q(about=""), name="one_draft_of_a_page"),
        )
