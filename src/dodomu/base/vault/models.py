"""The table of kept originals; the originals themselves are encrypted files."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.keys import DataKey, open_key, unseal

TABLE = "vault_original"


class Original(models.Model):
    """A file or payload as it arrived, never changed. The digest of its content dies with its key:

    a bare hash of a form with one child's name falls to a few thousand guesses. ``fingerprint`` answers "was this
    very file kept before?" and is an HMAC under the installation's key; a later destruction may clear it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256_sealed = models.BinaryField()
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
    def filename(self) -> str:
        """The name under which it arrived, perhaps empty; opens the data key (one query).

        Raises:
            KeyDestroyed: the original was lawfully destroyed.
        """
        return str(unseal(open_key(self.data_key), TABLE, self.id, "filename", self.filename_sealed))
