"""Pairs that may be one person, and the decisions people made about them.

A pair holds no word about anybody: evidence is computed when a person looks. What was typed or seen at the moment of a
decision is sealed under that decision's own data key.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id


class Found(models.TextChoices):
    SEARCH = "search", _("found by comparing all records")
    HAND = "hand", _("put side by side by a person")


class Status(models.TextChoices):
    """Where a pair stands. Only ``OPEN`` and ``WAITING`` ask for somebody's time.

    ``FAMILY``: the search thinks of siblings or of parent and child; shown as a hint, never offered as one person.
    """

    OPEN = "open", _("waits for a decision")
    WAITING = "waiting", _("waits for a second person")
    SAME = "same", _("the same person")
    DIFFERENT = "different", _("two different people")
    UNSURE = "unsure", _("undecided for now")
    RELATED = "related", _("relatives, recorded as such")
    FAMILY = "family", _("perhaps one family, not one person")
    MOVED = "moved", _("settled by another decision")
    GONE = "gone", _("one of the records was withdrawn")


class Verdict(models.TextChoices):
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two different people")
    UNSURE = "unsure", _("Cannot tell yet")
    RELATED = "related", _("Relatives, not one person")


class Outcome(models.TextChoices):
    """What became of a decision. ``ALONE``: acted on in a one-person installation, not confirmed by anybody."""

    STANDS = "stands", _("stands")
    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed by a second person")
    ALONE = "alone", _("not confirmed: nobody else works here")
    REJECTED = "rejected", _("the second person said no")
    UNDONE = "undone", _("undone")
    REPLACED = "replaced", _("replaced by a later decision")


class Candidate(models.Model):
    """Two persons that may be one. The smaller id stands first, so a pair exists once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person_a = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    person_b = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    probability = models.FloatField()
    urgency = models.FloatField()
    priority = models.FloatField()
    relation_hint = models.CharField(max_length=20, blank=True)
    one_list = models.BooleanField(default=False)
    found = models.CharField(max_length=10, choices=Found.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    found_at = models.DateTimeField()
    scored_at = models.DateTimeField()

    class Meta:
        ordering = ("-priority", "id")
        indexes = (
            models.Index(fields=("status", "-priority", "id"), name="candidate_queue"),
            models.Index(fields=("status", "-probability", "id"), name="candidate_by_probability"),
        )
        constraints = (
            models.UniqueConstraint(fields=("person_a", "person_b"), name="candidate_pair_once"),
            models.CheckConstraint(name="candidate_pair_ordered", condition=Q(person_a__lt=F("person_b"))),
            models.CheckConstraint(
                name="candidate_probability_0_to_1", condition=Q(probability__gte=0, probability__lte=1)
            ),
        )


class Decision(models.Model):
    """What one person decided about a pair and why; who confirmed or rejected it; who undid it.

    Verdict, reason, author and time never change (a database trigger). ``known_a`` and ``known_b`` are fingerprints of
    the facts known about either person at that moment: a rejected pair returns only when one of them has changed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    probability = models.FloatField()
    known_a = models.CharField(max_length=64)
    known_b = models.CharField(max_length=64)
    two_rows_accepted = models.BooleanField(default=False)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField()
    seen_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    second_reason_sealed = models.BinaryField(null=True)
    join_ref = models.UUIDField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="decision_confirmed_by_another", condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by"))
            ),
            models.CheckConstraint(
                name="decision_rejected_by_another", condition=Q(rejected_by__isnull=True) | ~Q(rejected_by=F("by"))
            ),
            models.CheckConstraint(
                name="decision_confirmed_who_when",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_rejected_who_when_why",
                condition=Q(rejected_by__isnull=True, rejected_at__isnull=True)
                | Q(rejected_by__isnull=False, rejected_at__isnull=False, second_reason_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_undone_who_when_why",
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False, undone_reason_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_confirmed_has_second_person",
                condition=~Q(outcome="confirmed") | Q(confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_joined_only_when_settled",
                condition=Q(join_ref__isnull=True) | Q(verdict="same", outcome__in=("confirmed", "alone", "undone")),
            ),
            models.UniqueConstraint(
                fields=("candidate",), condition=Q(outcome="waiting"), name="decision_one_waiting_per_pair"
            ),
        )


class RecordedKin(models.Model):
    """The report by which a decision recorded two persons as relatives: the registry's own, withdrawn when it is undone."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="recorded_kin")
    report_ref = models.UUIDField(unique=True)


class Sweep(models.Model):
    """One night's search of every record there is. It ends when each of its parts is done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(unique=True)
    mentions = models.PositiveIntegerField()
    begun_at = models.DateTimeField()


class SweepPart(models.Model):
    """Some hundred mentions of a night, from the first id to the last: small enough to be done again after a kill.

    ``found`` counts pairs that were newly proposed or came back; ``done_at`` stands once they are written.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sweep = models.ForeignKey(Sweep, models.CASCADE, related_name="parts")
    first = models.UUIDField()
    last = models.UUIDField()
    found = models.PositiveIntegerField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("sweep", "first"), name="sweep_part_once"),
            models.CheckConstraint(
                name="sweep_part_done_and_counted",
                condition=Q(found__isnull=True, done_at__isnull=True) | Q(found__isnull=False, done_at__isnull=False),
            ),
        )
