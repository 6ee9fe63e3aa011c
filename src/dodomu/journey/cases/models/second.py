"""What needs a second person: who asked, who confirmed or said no, and that these are never the same one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WAITING, CONFIRMED, DECLINED, ALONE, NOT_NEEDED = "waiting", "confirmed", "declined", "alone", "not_needed"


class SecondState(models.TextChoices):
    """What became of an act that may need a second person. ``ALONE``: done in a one-person installation."""

    WAITING = WAITING, _("waits for a second person")
    CONFIRMED = CONFIRMED, _("confirmed by a second person")
    DECLINED = DECLINED, pgettext_lazy("second person", "not confirmed: a second person said no")
    ALONE = ALONE, _("not confirmed: nobody else works here")
    NOT_NEEDED = NOT_NEEDED, _("needs no second person")


class NeedsSecond(models.Model):
    """An act with its author; the second person is another one, and the database refuses anything else."""

    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=SecondState.choices)
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_reason_sealed = models.BinaryField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(class)s_second_is_another", condition=Q(second__isnull=True) | ~Q(second=F("by"))
            ),
            models.CheckConstraint(
                name="%(class)s_second_who_when_why",
                condition=Q(
                    state__in=(WAITING, ALONE, NOT_NEEDED),
                    second__isnull=True,
                    second_at__isnull=True,
                    second_reason_sealed__isnull=True,
                )
                | Q(
                    state__in=(CONFIRMED, DECLINED),
                    second__isnull=False,
                    second_at__isnull=False,
                    second_reason_sealed__isnull=False,
                ),
            ),
        )
