"""Adults who may travel with children: who they are, what they were checked for, until when."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class EscortSex(models.TextChoices):
    FEMALE = "f", _("woman")
    MALE = "m", _("man")


class Escort(models.Model):
    """One adult, a colleague or somebody from outside (a volunteer, a mother with powers of attorney).

    ``checks`` hold what makes them eligible, each dated: background check, training, papers, first aid.
    Name, telephone and notes are sealed under the escort's own data key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    name_sealed = models.BinaryField()
    reach_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True)
    sex = models.CharField(max_length=1, choices=EscortSex.choices)
    born = models.CharField(max_length=40, blank=True)
    medical = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")


class EscortCheck(models.Model):
    """One thing an escort was checked for (``data/escort_checks.csv`` says which are needed): outcome, day, until when.

    A later row of the same kind counts instead of an earlier one; rows are never changed.
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", pgettext_lazy("check", "passed")
        FAILED = "failed", pgettext_lazy("check", "failed")
        UNKNOWN = "unknown", pgettext_lazy("check", "could not be established")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    escort = models.ForeignKey(Escort, models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=24)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    checked_on = models.DateField()
    valid_until = models.DateField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="escort_check_ends_after",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("checked_on")),
            ),
        )
