"""Tables of the journal. Triggers forbid UPDATE and DELETE on both, on both databases."""

from __future__ import annotations

from django.db import models


class Leaf(models.Model):
    """One act. ``body`` is the canonical JSON that was hashed; the other columns repeat it, for looking things up."""

    index = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()
    hash = models.BinaryField()
    written_at = models.DateTimeField()
    kind = models.CharField(max_length=64)
    actor_pid = models.UUIDField(db_index=True)
    subject = models.UUIDField(null=True, db_index=True)

    class Meta:
        db_table = "journal_leaf"
        ordering = ["index"]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Node(models.Model):
    """A full inner node of the Merkle tree: level 1 and up (the leaf hashes are level 0)."""

    pk = models.CompositePrimaryKey("level", "position")
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "journal_node"

    def __str__(self) -> str:
        return f"node {self.level}/{self.position}"
