"""Tables of what the log publishes: its keys, the daily maps of cases, signed checkpoints, cosignatures, lost checkpoints.

All but the way to each witness is kept for ever, by triggers on both databases.
"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from dodomu.base.database.ids import new_id


class LogKey(models.Model):
    """Under which name the journal signs, and the two private keys, sealed under a data key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    origin = models.CharField(max_length=255, unique=True)
    data_key = models.ForeignKey("keys.DataKey", on_delete=models.PROTECT, related_name="+", db_index=False)
    ed25519_sealed = models.BinaryField()
    ml_dsa_44_sealed = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "journal_logkey"

    def __str__(self) -> str:
        return self.origin


class CaseMap(models.Model):
    """The map of cases whose root stands in leaf ``leaf_index``; with its secret, proofs can be made later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    leaf_index = models.BigIntegerField(unique=True)
    log_key = models.ForeignKey(LogKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    secret_sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "journal_casemap"

    def __str__(self) -> str:
        return f"map of cases in leaf {self.leaf_index}"


class KeptCheckpoint(models.Model):
    """A checkpoint as it was signed: what others may hold of this journal. ``note`` is the whole text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    log_key = models.ForeignKey(LogKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "journal_checkpoint"
        # The notes are long: whoever looks for the times between checkpoints should not have to read them.
        indexes = [models.Index(fields=("log_key", "size", "made_at"), name="journal_checkpoint_times")]
        constraints = [
            # Never two checkpoints of one size: a second one could only repeat the first, or fork the journal.
            models.UniqueConstraint(fields=("log_key", "size"), name="journal_checkpoint_once"),
        ]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class KeptCosignature(models.Model):
    """A witness's line under a checkpoint, verified when it came. ``stated_at``: seconds since 1970, by the witness's clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    checkpoint = models.ForeignKey(KeptCheckpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=255)
    key_id = models.CharField(max_length=8)
    line = models.TextField()
    stated_at = models.BigIntegerField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "journal_cosignature"
        indexes = [models.Index(fields=("witness", "key_id", "stated_at"), name="journal_cosignature_times")]
        constraints = [
            models.UniqueConstraint(fields=("checkpoint", "witness", "key_id"), name="journal_cosignature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.witness} under {self.checkpoint_id}"


class LostCheckpoint(models.Model):
    """A checkpoint that an earlier log signed and this journal does not continue, as found when leaf ``leaf_index`` began
    a new log. ``note``: the whole text, with the cosignatures that were under it. ``checkpoint``: where it was kept here;
    None for one that others had kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    log_key = models.ForeignKey(LogKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    leaf_index = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    checkpoint = models.OneToOneField(KeptCheckpoint, on_delete=models.PROTECT, related_name="lost", null=True)

    class Meta:
        db_table = "journal_lostcheckpoint"
        constraints = [
            models.UniqueConstraint(fields=("leaf_index", "size", "root"), name="journal_lostcheckpoint_once"),
        ]

    def __str__(self) -> str:
        return f"lost checkpoint {self.size}"


class WitnessState(models.Model):
    """How the last attempts to reach a witness went. What it cosigned stands in the cosignatures."""

    witness = models.CharField(primary_key=True, max_length=255)
    outcome = models.CharField(max_length=32)
    tried_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_witnessstate"

    def __str__(self) -> str:
        return f"{self.witness}: {self.outcome}"
