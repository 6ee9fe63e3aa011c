"""Tables of wrapped keys. No secret stands in them in clear."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.keys.opened import CURRENT_VERSION
from dodomu.base.keys.sealed_models import SealedEnvelope, SealedKey, SealedRecovery, SealedShare, SealedValue

__all__ = [
    "DataKey",
    "OrganisationKey",
    "SealedEnvelope",
    "SealedKey",
    "SealedRecovery",
    "SealedShare",
    "SealedValue",
]


class Purpose(models.TextChoices):
    """What a data key is kept for. Only a key of care may be destroyed by shredding."""

    CARE = "care", "care"
    EVIDENCE = "evidence", "evidence"


class OrganisationKey(models.Model):
    """A version of the key that wraps data keys, itself wrapped under the key ring.

    Destroyed once no data key stands under it any more: ``wrapped`` is empty and ``destroyed_at`` says when (triggers).
    ``wrapped`` is empty without ``destroyed_at`` only inside a backup, which never holds this key: see base.backup.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(unique=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_organisationkey"

    def __str__(self) -> str:
        return f"organisation key {self.version}"


class DataKey(models.Model):
    """One owner's key (a mention, a report, an original), wrapped. Destroying it destroys what it sealed.

    Two things change a row (triggers): rotation wraps the same secret under a newer organisation key; destruction takes
    ``wrapped`` away and sets ``destroyed_at``, once and for ever. ``purpose`` is empty in rows from before there was one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wrapped = models.BinaryField(null=True)
    organisation_key = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveSmallIntegerField(default=CURRENT_VERSION)
    purpose = models.CharField(max_length=8, null=True)
    created_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_datakey"
        constraints = [
            models.CheckConstraint(
                name="keys_datakey_wrapped_until_destroyed",
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"data key {self.id}"
