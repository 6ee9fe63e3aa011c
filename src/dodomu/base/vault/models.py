"""The table of kept originals; the originals themselves are encrypted files."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.keys import DataKey, open_key, unseal
from dodomu.base.vault.purposes import Purpose

TABLE = "vault_original"
DERIVATIVE = "vault_derivative"


class Original(models.Model):
    """A file or payload as it arrived, never changed. The digest of its content dies with its key:

    a bare hash of a form with one child's name falls to a few thousand guesses. ``fingerprint`` answers "was this
    very file kept before?" and is an HMAC under the installation's key; a later destruction may clear it.
    SHA-256 is the identity that a court is shown; BLAKE3, of another family, stands beside it from the first byte on,
    so that a weakness found in one of them years from now leaves the other. Originals kept before it have none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256_sealed = models.BinaryField()
    blake3_sealed = models.BinaryField(null=True)
    fingerprint = models.BinaryField(null=True, db_index=True)
    size = models.BigIntegerField()
    cipher_sha256 = models.CharField(max_length=64, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    filename_sealed = models.BinaryField()
    kind = models.CharField(max_length=40)
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = TABLE

    def __str__(self) -> str:
        return f"original {self.id}"

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the content; opens the data key (one query).

        Raises:
            KeyDestroyed: the original was lawfully destroyed.
        """
        return str(unseal(open_key(self.data_key), TABLE, self.id, "sha256", self.sha256_sealed))

    @property
    def blake3(self) -> str:
        """Hex BLAKE3 of the content, "" where it was kept without one; opens the data key (one query).

        Raises:
            KeyDestroyed: the original was lawfully destroyed.
        """
        if self.blake3_sealed is None:
            return ""
        return str(unseal(open_key(self.data_key), TABLE, self.id, "blake3", self.blake3_sealed))

    @property
    def filename(self) -> str:
        """The name under which it arrived, perhaps empty; opens the data key (one query).

        Raises:
            KeyDestroyed: the original was lawfully destroyed.
        """
        return str(unseal(open_key(self.data_key), TABLE, self.id, "filename", self.filename_sealed))


class Derivative(models.Model):
    """Something made from an original: an object of its own with a key of its own, and where it comes from.

    ``object`` is kept like every original: opened, inspected and backed up in the same way. ``parent`` is what it was
    made from, itself perhaps a derivative; ``source`` is the original at the beginning of the line. ``parameters`` are
    sealed: where something was blacked out, or which words were looked for, tells of the child.
    """

    object = models.OneToOneField(
        Original, on_delete=models.PROTECT, primary_key=True, related_name="derivation", db_column="object_id"
    )
    parent = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="made_from_it")
    source = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="line")
    purpose = models.CharField(max_length=20, choices=Purpose)
    tool = models.CharField(max_length=64)
    tool_version = models.CharField(max_length=64)
    parameters_sealed = models.BinaryField()

    class Meta:
        db_table = DERIVATIVE
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(object=models.F("parent")) & ~models.Q(object=models.F("source")),
                name="vault_derivative_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_id} of {self.parent_id}"

    @property
    def parameters(self) -> dict[str, Any]:
        """What the tool was told; opens the data key (two queries).

        Raises:
            KeyDestroyed: the derivative was lawfully destroyed.
        """
        key = open_key(self.object.data_key)
        return dict(unseal(key, DERIVATIVE, self.object_id, "parameters", self.parameters_sealed))
