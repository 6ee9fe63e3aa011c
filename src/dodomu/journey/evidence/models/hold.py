"""A legal hold: nothing of a case is destroyed while somebody may need it before a court."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models import NeedsSecond


class HoldWhy(models.TextChoices):
    """What a hold is placed for."""

    COURT = "court", pgettext_lazy("legal hold", "a court or an investigation asks for it")
    EXPECTED = "expected", pgettext_lazy("legal hold", "proceedings are expected")
    CLAIM = "claim", pgettext_lazy("legal hold", "a claim of the child or the family")
    COMPLAINT = "complaint", pgettext_lazy("legal hold", "a complaint about what was done")
    OTHER = "other", pgettext_lazy("legal hold", "another reason")


class LegalHold(NeedsSecond):
    """A hold on one case. It holds from the moment it is asked for, until a second person says no or it is lifted:

    what is kept a day too long can still be destroyed, what was destroyed a day too early is gone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="legal_holds")
    why = models.CharField(max_length=10, choices=HoldWhy.choices)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.CheckConstraint(name="hold_why_known", condition=Q(why__in=HoldWhy.values)),
        )


class HoldLifting(NeedsSecond):
    """Somebody says that a hold is no longer needed; it holds until a second person agrees."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hold = models.ForeignKey(LegalHold, models.PROTECT, related_name="liftings")

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.UniqueConstraint(fields=("hold",), condition=Q(state="waiting"), name="hold_one_lifting_waits"),
            models.UniqueConstraint(
                fields=("hold",), condition=Q(state__in=("confirmed", "alone")), name="hold_lifted_once"
            ),
        )
