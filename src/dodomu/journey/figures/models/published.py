"""Published figures of others, as somebody here wrote them down; withdrawn with a reason, never changed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class Qualifier(models.TextChoices):
    """How exactly a figure was stated."""

    EXACT = "exact", pgettext_lazy("how a figure is stated", "exactly")
    ABOUT = "about", pgettext_lazy("how a figure is stated", "about")
    AT_LEAST = "at_least", pgettext_lazy("how a figure is stated", "at least")
    UP_TO = "up_to", pgettext_lazy("how a figure is stated", "up to")
    BETWEEN = "between", pgettext_lazy("how a figure is stated", "between")


class PublishedFigure(models.Model):
    """One figure somebody published. Who said it, of whom and where stands sealed in ``words_sealed``.

    ``as_of`` is EDTF text; ``series`` and ``line`` are codes of ``data/series.csv`` and ``data/lines.csv``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    series = models.CharField(max_length=30)
    line = models.CharField(max_length=30)
    as_of = models.CharField(max_length=40)
    as_of_earliest = models.DateField()
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True)
    words_sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("as_of_earliest", "at")
        constraints = (
            models.CheckConstraint(name="published_qualifier_known", condition=Q(qualifier__in=Qualifier.values)),
            models.CheckConstraint(
                name="published_between_two",
                condition=Q(qualifier="between", high__isnull=False, high__gt=F("low"))
                | (~Q(qualifier="between") & Q(high__isnull=True)),
            ),
        )


class Withdrawal(models.Model):
    """A figure that should not have stood there. ``figure`` is its code: of the shipped file, or the id of a row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    figure = models.CharField(max_length=60, unique=True)
    reason_sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
