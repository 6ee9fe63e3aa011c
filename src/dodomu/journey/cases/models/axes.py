"""The dated, sourced steps of a case on its four status axes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case
from dodomu.journey.cases.models.proposals import Proposal


class AxisEntry(models.Model):
    """One dated, sourced step on one axis. Immutable: a later entry or a withdrawal corrects it.

    ``since`` is EDTF text ("2023-05", "2023~"); ``since_earliest`` its first possible day, for ordering.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="axis_entries")
    axis = models.CharField(max_length=20)
    value = models.CharField(max_length=30)
    verification = models.CharField(max_length=30, blank=True)
    since = models.CharField(max_length=40)
    since_earliest = models.DateField()
    source_report = models.ForeignKey("registry.Report", models.PROTECT, null=True, related_name="+")
    note_sealed = models.BinaryField(null=True)
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="entry")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-since_earliest", "-at", "-id")
        indexes = (models.Index(fields=("case", "axis", "since_earliest"), name="axis_case_since"),)
        constraints = (
            models.CheckConstraint(
                name="axis_is_one_of_four", condition=Q(axis__in=("whereabouts", "legal", "return", "recovery"))
            ),
            models.CheckConstraint(name="axis_only_legal_is_verified", condition=Q(axis="legal") | Q(verification="")),
        )


class AxisWithdrawal(models.Model):
    """An entry that was wrong: it stays in the history, struck through, and no longer counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.OneToOneField(AxisEntry, models.PROTECT, related_name="withdrawal")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
