"""Photos of children. Triggers keep every row as it was written; a withdrawn photo stays, with the reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dodomu.base.database.ids import new_id


class Photo(models.Model):
    """One photo of a mention, its source the mention's report, its file untouched in the vault.

    Two copies are made of it when it comes in, both sealed under the mention's key and free of what the camera wrote
    into the file: a blurred one in which nobody can be recognised, and a clear one to be asked for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mention = models.ForeignKey("registry.Mention", models.PROTECT, related_name="photos")
    original = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    taken_sealed = models.BinaryField(null=True)
    blurred_sealed = models.BinaryField()
    clear_sealed = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.CheckConstraint(name="photo_has_a_size", condition=models.Q(width__gte=1, height__gte=1)),
        )


class PhotoWithdrawal(models.Model):
    """A photo that is no longer shown, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    photo = models.OneToOneField(Photo, models.PROTECT, related_name="withdrawal")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
