"""Somebody asks that the care data of a closed case are destroyed for ever; a second person confirms or declines."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case
from dodomu.journey.cases.models.second import ALONE, CONFIRMED, DECLINED, WAITING, NeedsSecond


class DestructionWhy(models.TextChoices):
    """Why care data are destroyed; the codes are those of ``dodomu.base.shred.REASONS``."""

    RETENTION = "retention", pgettext_lazy("destruction", "kept as long as the rule says, and reviewed")
    ERASURE_REQUEST = "erasure_request", pgettext_lazy("destruction", "the child or the family asks for it")
    CONSENT_WITHDRAWN = "consent_withdrawn", pgettext_lazy("destruction", "the consent they rest on was withdrawn")
    KEPT_WRONGLY = "kept_wrongly", pgettext_lazy("destruction", "they should never have been kept")


class CareDestruction(NeedsSecond):
    """One request. Its words stand under a key of its own, for they must be readable after the case's key is gone.

    ``state_seen`` is what the author saw: what was added since makes the request void. ``counted``: how much of each kind.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="care_destructions")
    why = models.CharField(max_length=20, choices=DestructionWhy.choices)
    state_seen = models.CharField(max_length=64)
    counted = models.JSONField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.CheckConstraint(name="care_destruction_why_known", condition=Q(why__in=DestructionWhy.values)),
            models.CheckConstraint(
                name="care_destruction_needs_two", condition=Q(state__in=(WAITING, CONFIRMED, DECLINED, ALONE))
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(state__in=(WAITING, CONFIRMED, ALONE)),
                name="care_destruction_once",
            ),
        )
