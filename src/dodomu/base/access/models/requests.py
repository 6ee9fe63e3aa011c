"""Asking to see a closed compartment of one child, and the answer: for one colleague, for a limited time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class Answer(models.TextChoices):
    WAITING = "waiting", _("waits for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back")


class AccessRequest(models.Model):
    """What one colleague asked for, and what came of it. A granted one opens the compartment from its answer to ``until``.

    ``not_confirmed``: granted where one person works alone, so that nobody else could answer. What was typed is sealed
    under the row's own data key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="access_requests")
    subject = models.UUIDField(db_index=True)
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    hours = models.PositiveIntegerField()
    reason_sealed = models.BinaryField()
    data_key = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=12, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_sealed = models.BinaryField(null=True)
    not_confirmed = models.BooleanField(default=False)
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="accessrequest_never_sealed_accounts", condition=~Q(compartment=Compartment.SEALED)
            ),
            models.CheckConstraint(name="accessrequest_for_some_hours", condition=Q(hours__gte=1)),
            models.CheckConstraint(
                name="accessrequest_answered_by_another",
                condition=Q(answered_by=None) | ~Q(answered_by=F("user")),
            ),
            models.CheckConstraint(
                name="accessrequest_answered_when_and_by_whom",
                condition=Q(answer=Answer.WAITING, answered_by=None, answered_at=None, not_confirmed=False)
                | Q(answer=Answer.TAKEN_BACK, answered_by=None, answered_at__isnull=False, not_confirmed=False)
                | Q(
                    answer=Answer.REFUSED,
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    answer_sealed__isnull=False,
                    not_confirmed=False,
                )
                | Q(answer=Answer.GRANTED, answered_by__isnull=False, answered_at__isnull=False, not_confirmed=False)
                | Q(answer=Answer.GRANTED, answered_by=None, answered_at__isnull=False, not_confirmed=True),
            ),
            models.CheckConstraint(
                name="accessrequest_granted_until",
                condition=Q(answer=Answer.GRANTED, until__gt=F("answered_at"))
                | (~Q(answer=Answer.GRANTED) & Q(until=None)),
            ),
            models.CheckConstraint(
                name="accessrequest_ended_when_and_by_whom",
                condition=Q(ended_by=None, ended_at=None)
                | Q(ended_by__isnull=False, ended_at__gte=F("answered_at"), ended_at__lte=F("until")),
            ),
            models.UniqueConstraint(
                name="accessrequest_one_waiting",
                fields=["user", "subject", "compartment"],
                condition=Q(answer=Answer.WAITING),
            ),
        ]
        indexes = [
            models.Index(name="accessrequest_waiting", fields=["at"], condition=Q(answer=Answer.WAITING)),
            models.Index(name="accessrequest_open", fields=["user", "until"], condition=Q(answer=Answer.GRANTED)),
        ]
