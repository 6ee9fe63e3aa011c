"""Tables of the time stamps: what an authority answered, what came of checking it, and how it stands with each.

Answers and verdicts are kept for ever, by triggers on both databases. They tell of checkpoints, never of anybody.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from dodomu.base.database.ids import new_id
from dodomu.base.journal.log_models import KeptCheckpoint

VALID = "valid"
"""The verdict on a stamp that holds; every other verdict is the code of the condition that failed."""


class StampAnswer(models.Model):
    """An answer as it was received, kept before anything reads it. ``nonce``: of our request, hexadecimal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    checkpoint = models.ForeignKey(KeptCheckpoint, on_delete=models.PROTECT, related_name="stamp_answers")
    authority = models.CharField(max_length=32)
    nonce = models.CharField(max_length=32)
    answer = models.BinaryField()
    asked_at = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "journal_stampanswer"
        constraints = [
            models.UniqueConstraint(fields=("checkpoint", "authority", "nonce"), name="journal_stampanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.authority} on {self.checkpoint_id}"


class StampVerdict(models.Model):
    """What came of checking an answer against a set of roots. ``roots``: SHA-256 over them, hexadecimal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.ForeignKey(StampAnswer, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    roots = models.CharField(max_length=64)
    outcome = models.CharField(max_length=64)
    gen_time = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "journal_stampverdict"
        constraints = [
            models.UniqueConstraint(fields=("answer", "roots"), name="journal_stampverdict_once"),
            # A time is believed only from a stamp that holds, and a stamp that holds has one.
            models.CheckConstraint(
                condition=Q(outcome=VALID, gen_time__isnull=False) | (~Q(outcome=VALID) & Q(gen_time__isnull=True)),
                name="journal_stampverdict_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.outcome}"


class AuthorityState(models.Model):
    """How the last attempts with an authority went, and when it may be asked again.

    ``claim``: of the job that is to ask it, taken by whoever begins. ``told``: the outcome that was journaled since it
    has gone wrong, empty while nothing was.
    """

    authority = models.CharField(primary_key=True, max_length=32)
    outcome = models.CharField(max_length=64)
    tried_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    told = models.CharField(max_length=64, default="", blank=True)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True)

    class Meta:
        db_table = "journal_authoritystate"

    def __str__(self) -> str:
        return f"{self.authority}: {self.outcome}"
