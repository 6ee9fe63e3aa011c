"""The case itself, the assignments it rests on, and what happened to it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id


class RiskLevel(models.TextChoices):
    """How soon harm may come to the child; the order is by urgency."""

    CRITICAL = "critical", _("critical")
    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Case(models.Model):
    """The work for one child. ``led_by`` names the case that leads when two cases turn out to be one child's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    risk = models.CharField(max_length=10, choices=RiskLevel.choices)
    led_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    reason_sealed = models.BinaryField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=("team", "closed_at"), name="case_team_open"),
            models.Index(fields=("worker", "closed_at"), name="case_worker_open"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(closed_at__isnull=True), name="case_one_open_per_person"
            ),
            models.CheckConstraint(name="case_risk_known", condition=Q(risk__in=RiskLevel.values)),
            models.CheckConstraint(
                name="case_closed_who_when",
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_does_not_lead_itself", condition=Q(led_by__isnull=True) | ~Q(led_by=models.F("id"))
            ),
        )


class NeedToKnow(models.Model):
    """Which assignment this case rests on, so that a later hand-over or split ends that one and no other.

    Two cases of one child in one team share an assignment; it ends with the last of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="needs_to_know")
    assignment = models.ForeignKey("access.Assignment", models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "assignment"), condition=Q(until__isnull=True), name="need_to_know_once"
            ),
        )


class CaseEvent(models.Model):
    """What happened to the case itself: opened, handed to another worker, led by another case, closed."""

    class What(models.TextChoices):
        OPENED = "opened", _("case opened")
        REASSIGNED = "reassigned", _("handed to another worker")
        WORKER_LEFT = "worker_left", _("the worker left")
        RISK_CHANGED = "risk_changed", _("risk level changed")
        LED = "led", _("led by another case")
        LED_NO_MORE = "led_no_more", _("led by its own team again")
        CLOSING_ASKED = "closing_asked", _("closing asked for")
        CLOSING_DECLINED = "closing_declined", _("closing not confirmed")
        CLOSED = "closed", _("case closed")
        REOPENED = "reopened", _("case opened again")
        CARE_ASKED = "care_asked", _("destruction of the care data asked for")
        CARE_KEPT = "care_kept", _("destruction of the care data not confirmed")
        CARE_DESTROYED = "care_destroyed", _("care data destroyed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    what = models.CharField(max_length=20, choices=What.choices)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    risk = models.CharField(max_length=10, choices=RiskLevel.choices)
    other_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    reason_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
