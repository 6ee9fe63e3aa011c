"""Tables of the tree and of the chains in it. Triggers forbid UPDATE and DELETE on all, on both databases."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from dodomu.base.journal.log_models import (
    CaseMap,
    KeptCheckpoint,
    KeptCosignature,
    LogKey,
    LostCheckpoint,
    WitnessState,
)
from dodomu.base.journal.stamp_models import AuthorityState, StampAnswer, StampVerdict

OF_ITSELF = ("backup_restored", "clock.moved", "journal.renewed", "journal.verified", "journal.witness_disagreed")
"""Kinds of leaves that tell of the journal itself; see ``marks``. The database keeps this list in an index."""

__all__ = [
    "OF_ITSELF",
    "AuthorityState",
    "CaseMap",
    "CaseName",
    "KeptCheckpoint",
    "KeptCosignature",
    "Leaf",
    "LogKey",
    "LostCheckpoint",
    "Node",
    "StampAnswer",
    "StampVerdict",
    "WitnessState",
]


class Leaf(models.Model):
    """One act. ``body`` is the canonical JSON that was hashed; the other columns repeat it, for looking things up."""

    index = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()
    hash = models.BinaryField()
    written_at = models.DateTimeField()
    kind = models.CharField(max_length=64)
    actor_pid = models.UUIDField(db_index=True)
    subject = models.UUIDField(null=True, db_index=True)
    case_pid = models.UUIDField(null=True)
    case_seq = models.BigIntegerField(null=True)

    class Meta:
        db_table = "journal_leaf"
        ordering = ["index"]
        indexes = [
            # Leaves that tell of the journal itself are few among very many: the index holds those alone.
            models.Index(fields=("kind", "index"), condition=Q(kind__in=OF_ITSELF), name="journal_leaf_of_itself"),
        ]
        constraints = [
            # Two leaves can never follow the same one, whoever writes them. With its condition it is an index, so that
            # SQLite need not copy a table that triggers guard.
            models.UniqueConstraint(
                fields=("case_pid", "case_seq"), condition=Q(case_pid__isnull=False), name="journal_leaf_no_fork"
            ),
        ]

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


class CaseName(models.Model):
    """Under which name the journal knows a case: random, used nowhere else, so that a proof tells no other name of it."""

    case = models.UUIDField(primary_key=True)
    case_pid = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        db_table = "journal_casename"

    def __str__(self) -> str:
        return f"case {self.case_pid}"
