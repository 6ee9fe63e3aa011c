"""Tables of the sealed level: keys of persons, what is sealed to them, and the shares that bring it back.

The database holds public keys, private keys wrapped under passphrases it does not know, and envelopes. With every key
of the server beside it, nothing here opens.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dodomu.base.database.ids import new_id


class SealedKey(models.Model):
    """A person's key pair. Ending it destroys the wrapped private key; a person has one that has not ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    public = models.BinaryField()
    salt = models.BinaryField()
    passes = models.PositiveIntegerField()
    memory_kib = models.PositiveIntegerField()
    lanes = models.PositiveIntegerField()
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_sealedkey"
        constraints = (
            models.UniqueConstraint(name="sealedkey_one_of_a_person", fields=("person",), condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="sealedkey_wrapped_until_ended",
                condition=Q(wrapped__isnull=True, ended_at__isnull=False)
                | Q(wrapped__isnull=False, ended_at__isnull=True),
            ),
        )


class SealedRecovery(models.Model):
    """A recovery key pair. Its private half was on paper the moment it was made, in five shares, and nowhere else.

    It is made, comes in force when all five holders have confirmed theirs, and ends when another comes in force.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    public = models.BinaryField()
    threshold = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    in_force_at = models.DateTimeField(null=True)
    rehearsed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_sealedrecovery"
        constraints = (
            models.UniqueConstraint(
                name="sealedrecovery_one_in_force",
                fields=("threshold",),
                condition=Q(ended_at=None, in_force_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="sealedrecovery_one_waits", fields=("threshold",), condition=Q(ended_at=None, in_force_at=None)
            ),
            models.CheckConstraint(
                name="sealedrecovery_rehearsed_in_force", condition=Q(rehearsed_at=None) | Q(in_force_at__isnull=False)
            ),
        )


class SealedShare(models.Model):
    """Who holds which share, and a fingerprint by which the right paper is known. The share itself is not here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recovery = models.ForeignKey(SealedRecovery, models.PROTECT, related_name="shares")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    fingerprint = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_sealedshare"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(name="sealedshare_number_once", fields=("recovery", "number")),
            models.UniqueConstraint(name="sealedshare_holder_once", fields=("recovery", "holder")),
        )


class SealedValue(models.Model):
    """Something sealed to named persons, standing for one column of one row of another table.

    ``stale``: somebody who could open it was taken away, and nobody who can has sealed it anew since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.CharField(max_length=60)
    row = models.UUIDField()
    column = models.CharField(max_length=40)
    generation = models.PositiveIntegerField(default=1)
    content = models.BinaryField(null=True)
    stale = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "keys_sealedvalue"
        constraints = (
            models.UniqueConstraint(name="sealedvalue_one_in_a_place", fields=("table", "row", "column")),
            models.CheckConstraint(
                name="sealedvalue_content_until_destroyed",
                condition=Q(content__isnull=True, destroyed_at__isnull=False)
                | Q(content__isnull=False, destroyed_at__isnull=True),
            ),
        )


class RemovedWhy(models.TextChoices):
    """Why an envelope is gone. After ``left`` and ``lost`` three shares may pass on what it opened; never otherwise."""

    RESEALED = "resealed", "sealed anew"
    WITHDRAWN = "withdrawn", "taken away by a reader"
    LEFT = "left", "the person left"
    LOST = "lost", "the passphrase was lost"
    RENEWED = "renewed", "the recovery shares were renewed"
    DESTROYED = "destroyed", "the value was destroyed"


class SealedEnvelope(models.Model):
    """The content key of one value, closed for one recipient: a person's key, or a recovery key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    value = models.ForeignKey(SealedValue, models.PROTECT, related_name="envelopes")
    key = models.ForeignKey(SealedKey, models.PROTECT, null=True, related_name="envelopes")
    recovery = models.ForeignKey(SealedRecovery, models.PROTECT, null=True, related_name="envelopes")
    generation = models.PositiveIntegerField()
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)
    removed_why = models.CharField(max_length=10, blank=True, choices=RemovedWhy.choices)

    class Meta:
        db_table = "keys_sealedenvelope"
        constraints = (
            models.CheckConstraint(
                name="sealedenvelope_for_one",
                condition=Q(key__isnull=True, recovery__isnull=False) | Q(key__isnull=False, recovery__isnull=True),
            ),
            models.UniqueConstraint(
                name="sealedenvelope_once_a_key", fields=("value", "key"), condition=Q(removed_at=None)
            ),
            models.UniqueConstraint(
                name="sealedenvelope_once_a_recovery", fields=("value", "recovery"), condition=Q(removed_at=None)
            ),
            models.CheckConstraint(
                name="sealedenvelope_wrapped_until_removed",
                condition=Q(wrapped__isnull=True, removed_at__isnull=False) & ~Q(removed_why="")
                | Q(wrapped__isnull=False, removed_at__isnull=True, removed_why=""),
            ),
        )
