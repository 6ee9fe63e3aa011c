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


class OrganisationKey(models.Model):
    """A version of the key that wraps data keys, itself wrapped under the key ring. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.PositiveIntegerField(unique=True)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "keys_organisationkey"

    def __str__(self) -> str:
        return f"organisation key {self.version}"


class DataKey(models.Model):
    """One owner's key (a mention, a report, an original), wrapped. Destroying it destroys what it sealed.

    Only destruction changes a row: ``wrapped`` goes, ``destroyed_at`` comes, once and for ever (triggers).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    wrapped = models.BinaryField(null=True)
    organisation_key = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveSmallIntegerField(default=CURRENT_VERSION)
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
