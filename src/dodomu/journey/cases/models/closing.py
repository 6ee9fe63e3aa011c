"""How a case was closed, and opened again: rows that stay, whatever happens to the case afterwards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case
from dodomu.journey.cases.models.second import ALONE, CONFIRMED, DECLINED, NOT_NEEDED, WAITING, NeedsSecond


class Outcome(models.TextChoices):
    """How a case ends. Order, look and whether a second person confirms: ``data/outcomes.csv``."""

    RETURNED = "returned", _("returned home")
    WITH_FAMILY = "with_family", _("with their family in another country")
    DIED = "died", _("died")
    NOT_MISSING = "not_missing", _("not missing: never was")
    REFUSED = "refused", _("the return was refused")
    CLAIM_REJECTED = "claim_rejected", _("claim rejected")
    REACHED_18 = "reached_18", _("reached 18 and does not wish us to go on")
    TRANSFERRED = "transferred", _("passed on to another organisation")
    JOINED = "joined", _("joined with another case of the same child")


class RefusedBy(models.TextChoices):
    CHILD = "child", _("the child, old enough to decide")
    GUARDIAN = "guardian", _("a parent or guardian")
    AUTHORITY = "authority", _("an authority")


CONFIRMED_BY_TWO = (Outcome.DIED, Outcome.NOT_MISSING, Outcome.REFUSED)


class Closing(NeedsSecond):
    """One closing. What was still open at that moment is counted, so that nobody can say it was not there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="closings")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    refused_by = models.CharField(max_length=10, choices=RefusedBy.choices, blank=True)
    open_tasks = models.PositiveSmallIntegerField()
    open_clocks = models.PositiveSmallIntegerField()

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.UniqueConstraint(fields=("case",), condition=Q(state=WAITING), name="closing_one_waiting"),
            models.CheckConstraint(
                name="closing_refusal_says_by_whom",
                condition=Q(outcome="refused", refused_by__in=RefusedBy.values)
                | (~Q(outcome="refused") & Q(refused_by="")),
            ),
            models.CheckConstraint(
                name="closing_grave_needs_two",
                condition=Q(outcome__in=CONFIRMED_BY_TWO, state__in=(WAITING, CONFIRMED, DECLINED, ALONE))
                | (~Q(outcome__in=CONFIRMED_BY_TWO) & Q(state=NOT_NEEDED)),
            ),
        )


class Reopening(models.Model):
    """A closed case opened again. ``by`` undid the join where the case had closed as joined."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    closing = models.OneToOneField(Closing, models.PROTECT, related_name="reopening")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
