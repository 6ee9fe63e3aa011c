"""Who must never learn of a child, and how such an entry ends: with a second person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case
from dodomu.journey.cases.models.second import ALONE, CONFIRMED, DECLINED, WAITING, NeedsSecond


class NeverDisclose(models.Model):
    """A person or an office that must never learn of this child. Never changed: it ends, or its last day passes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="never_disclose")
    whom_sealed = models.BinaryField()
    why_sealed = models.BinaryField()
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="never_disclose_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
        )


class DisclosureEnding(NeedsSecond):
    """Somebody says that an entry no longer holds; it holds until a second person agrees."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(NeverDisclose, models.PROTECT, related_name="endings")

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.UniqueConstraint(
                fields=("entry",), condition=Q(state__in=(WAITING, CONFIRMED, ALONE)), name="disclosure_ends_once"
            ),
            models.CheckConstraint(
                name="disclosure_ending_needs_two", condition=Q(state__in=(WAITING, CONFIRMED, DECLINED, ALONE))
            ),
        )
