"""What was seen of a child at one moment, the colour that followed, and who must look when it is red or not known."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.reception.models.arrivals import Arrival


class Colours(models.TextChoices):
    RED = "red", pgettext_lazy("triage", "red: now")
    YELLOW = "yellow", pgettext_lazy("triage", "yellow: soon")
    GREEN = "green", pgettext_lazy("triage", "green: can wait")
    UNDETERMINED = "undetermined", pgettext_lazy("triage", "undetermined: handled at least as yellow")


class Triage(models.Model):
    """One look at a child; never changed, a later look stands beside it. What was seen and why is sealed.

    ``table`` is the version of the rules that were read; ``review``: a look at once by the clinician in charge is asked for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="triages")
    seen_at = models.DateTimeField()
    colour = models.CharField(max_length=12, choices=Colours.choices)
    review = models.BooleanField()
    table = models.CharField(max_length=24)
    seen_sealed = models.BinaryField()
    result_sealed = models.BinaryField()
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-seen_at", "-id")
        indexes = (models.Index(fields=("arrival", "-seen_at"), name="triage_of_arrival"),)
        constraints = (models.CheckConstraint(name="triage_colour_known", condition=Q(colour__in=Colours.values)),)


class AlertKind(models.TextChoices):
    RED = "red", pgettext_lazy("alert", "red triage")
    UNDETERMINED = "undetermined", pgettext_lazy("alert", "undetermined triage")


class TriageAlert(models.Model):
    """A triage that somebody must answer at once: whose it is, until when, who has been with the child and what was done.

    ``answered_by``: a later look told the colour, so that nobody need complete the earlier one; a red one waits for a
    person all the same.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    triage = models.OneToOneField(Triage, models.PROTECT, related_name="alert")
    kind = models.CharField(max_length=12, choices=AlertKind.choices)
    due_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    note_sealed = models.BinaryField(null=True)
    answered_by = models.ForeignKey(Triage, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("due_at", "id")
        constraints = (
            models.CheckConstraint(
                name="alert_seen_who_when_what",
                condition=Q(seen_by__isnull=True, seen_at__isnull=True, note_sealed__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False, note_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="alert_red_waits_for_a_person", condition=~Q(kind="red") | Q(answered_by__isnull=True)
            ),
        )
