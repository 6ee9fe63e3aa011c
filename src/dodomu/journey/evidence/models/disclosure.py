"""What is shown to whom: every exhibit of a case is on the list, given, given as a copy, or withheld with a reason."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models import NeedsSecond
from dodomu.journey.evidence.models.exhibit import Derivative, Exhibit


class DisclosedFor(models.TextChoices):
    """On which ground exhibits leave."""

    ORDER = "order", pgettext_lazy("disclosure", "an order of a court")
    REQUEST = "request", pgettext_lazy("disclosure", "a lawful request of an investigation")
    CONSENT = "consent", pgettext_lazy("disclosure", "consent of the child or the family")
    DEFENCE = "defence", pgettext_lazy("disclosure", "the right of the other side to see it")


class Fate(models.TextChoices):
    """What becomes of one exhibit on the list."""

    ORIGINAL = "original", pgettext_lazy("disclosure", "given as it is")
    COPY = "copy", pgettext_lazy("disclosure", "given as a copy")
    WITHHELD = "withheld", pgettext_lazy("disclosure", "withheld")


class WithheldWhy(models.TextChoices):
    """Why an exhibit is withheld."""

    SAFETY = "safety", pgettext_lazy("withheld", "it would put somebody in danger")
    THIRD = "third", pgettext_lazy("withheld", "it concerns other people")
    CONSENT = "consent", pgettext_lazy("withheld", "consent to this use was not given or was withdrawn")
    PRIVILEGE = "privilege", pgettext_lazy("withheld", "it is under professional secrecy")
    SCOPE = "scope", pgettext_lazy("withheld", "it was not asked for")
    OTHER = "other", pgettext_lazy("withheld", "another reason")


class DisclosureList(NeedsSecond):
    """One decision on all exhibits of a case for one recipient. Nothing may leave before a second person has agreed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="disclosure_lists")
    basis = models.CharField(max_length=8, choices=DisclosedFor.choices)
    recipient_sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")

    class Meta(NeedsSecond.Meta):
        ordering = ("-at", "-id")
        constraints = (
            *NeedsSecond.Meta.constraints,
            models.CheckConstraint(name="disclosure_basis_known", condition=Q(basis__in=DisclosedFor.values)),
        )


class DisclosureItem(models.Model):
    """One exhibit on a list. What is withheld stays on it, to be counted. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(DisclosureList, models.PROTECT, related_name="items")
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="disclosures")
    fate = models.CharField(max_length=10, choices=Fate.choices)
    derivative = models.ForeignKey(Derivative, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=10, choices=WithheldWhy.choices, blank=True)

    class Meta:
        ordering = ("exhibit__number",)
        constraints = (
            models.UniqueConstraint(fields=("list", "exhibit"), name="disclosure_item_once"),
            models.CheckConstraint(
                name="disclosure_item_of_its_kind",
                condition=Q(fate="original", derivative__isnull=True, why="")
                | Q(fate="copy", derivative__isnull=False, why="")
                | Q(fate="withheld", derivative__isnull=True, why__in=WithheldWhy.values),
            ),
        )
