"""What the system suggests for a case, and what a person answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case


class ProposalKind(models.TextChoices):
    AXIS_STEP = "axis_step", _("next step on a status axis")
    LEAD = "lead", _("which of two cases leads")


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waits for a person")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("no longer applies")


class Proposal(models.Model):
    """What the system suggests for a case, and what a person answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=ProposalKind.choices)
    axis = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=30, blank=True)
    other_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=40)
    join_ref = models.UUIDField(null=True)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-proposed_at",)
        indexes = (models.Index(fields=("state", "proposed_at"), name="proposal_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "axis"), condition=Q(state="waiting", kind="axis_step"), name="proposal_one_per_axis"
            ),
            models.UniqueConstraint(
                fields=("case", "other_case"), condition=Q(state="waiting", kind="lead"), name="proposal_one_per_pair"
            ),
            models.CheckConstraint(
                name="proposal_kind_has_what_it_needs",
                condition=Q(kind="axis_step", other_case__isnull=True) & ~Q(axis="") & ~Q(value="")
                | Q(kind="lead", other_case__isnull=False, axis="", value=""),
            ),
            models.CheckConstraint(
                name="proposal_answered_by_a_person",
                condition=Q(state__in=("waiting", "lapsed"), answered_by__isnull=True)
                | Q(
                    state__in=("accepted", "declined"),
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    reason_sealed__isnull=False,
                ),
            ),
        )
