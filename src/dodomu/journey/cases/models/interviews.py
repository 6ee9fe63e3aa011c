"""The register of interviews: how often a child is asked about one event, by whom, and who agreed to a second time."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.compartments import Compartment
from dodomu.base.database.ids import new_id


class InterviewKind(models.TextChoices):
    """What the child is asked for."""

    FORENSIC = "forensic", _("for an investigation or a court")
    PSYCHOLOGICAL = "psychological", _("psychological")
    PROTECTION = "protection", _("child protection: needs and risks")
    HOTLINE = "hotline", _("hotline or first contact")
    MEDICAL = "medical", _("medical history")
    DOCUMENTATION = "documentation", _("documentation by an organisation")
    JOURNALIST = "journalist", _("journalist or film")
    OTHER = "other", _("other")


class InterviewState(models.TextChoices):
    WAITING = "waiting", _("waits for a second person")
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    REFUSED = "refused", _("the second person said no")


class ToldEvent(models.Model):
    """Something that happened to the child and is told of. What it is called is sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="told_events")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    label_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class Interview(models.Model):
    """One account of one event: planned, agreed to by a second person where it is not the first, held or cancelled.

    ``outside``: it had taken place elsewhere before anybody here knew of it; it counts all the same. ``not_confirmed``:
    a second account in an installation of one person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(ToldEvent, models.PROTECT, related_name="interviews")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="interviews")
    kind = models.CharField(max_length=14, choices=InterviewKind.choices)
    body_sealed = models.BinaryField()
    on = models.DateField()
    place_sealed = models.BinaryField(null=True)
    compartment = models.CharField(max_length=20, blank=True)
    again = models.BooleanField()
    reason_sealed = models.BinaryField(null=True)
    outside = models.BooleanField(default=False)
    not_confirmed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=InterviewState.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    second_sealed = models.BinaryField(null=True)
    held_on = models.DateField(null=True)
    original = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("on", "at", "id")
        indexes = (models.Index(fields=("state", "at"), name="interview_state"),)
        constraints = (
            models.CheckConstraint(name="interview_kind_known", condition=Q(kind__in=InterviewKind.values)),
            models.CheckConstraint(
                name="interview_place_compartment", condition=Q(compartment__in=("", *Compartment.values))
            ),
            models.CheckConstraint(
                name="interview_again_has_a_reason", condition=Q(again=False) | Q(reason_sealed__isnull=False)
            ),
            models.CheckConstraint(
                name="interview_second_is_another", condition=Q(second__isnull=True) | ~Q(second=F("by"))
            ),
            models.CheckConstraint(
                name="interview_second_who_when",
                condition=Q(second__isnull=True, second_at__isnull=True)
                | Q(second__isnull=False, second_at__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_again_takes_two",
                condition=Q(again=False)
                | Q(outside=True)
                | Q(not_confirmed=True)
                | Q(state__in=("waiting", "refused", "cancelled"))
                | Q(state__in=("planned", "held"), second__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_refused_by_somebody",
                condition=~Q(state="refused") | Q(second__isnull=False, second_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="interview_held_when", condition=Q(state="held", held_on__isnull=False) | ~Q(state="held")
            ),
            models.CheckConstraint(
                name="interview_agreed_before_it_was_held",
                condition=~Q(state="held", again=True, outside=False, not_confirmed=False)
                | Q(second_at__lte=F("settled_at")),
            ),
            models.CheckConstraint(
                name="interview_settled_who_when",
                condition=Q(state__in=("held", "cancelled"), settled_by__isnull=False, settled_at__isnull=False)
                | Q(state__in=("waiting", "planned", "refused"), settled_by__isnull=True, settled_at__isnull=True),
            ),
        )
