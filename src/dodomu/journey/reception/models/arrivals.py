"""Children who are expected at a centre, who have arrived, who did not come, who have left again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class ArrivalState(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("arrival", "expected")
    HERE = "here", pgettext_lazy("arrival", "here")
    NOT_COMING = "not_coming", pgettext_lazy("arrival", "does not come")
    LEFT = "left", pgettext_lazy("arrival", "has left")


class Identity(models.TextChoices):
    """How it was checked that this is the child who was expected."""

    DOCUMENT = "document", _("by a document with a photo")
    PHOTO = "photo", _("by the photo on the child's page")
    KNOWN = "known", _("recognised by somebody who knows the child")
    QUESTION = "question", _("by the question or sign that was agreed")
    SELF = "self", _("the child says the name")
    NOT_CHECKED = "not_checked", _("could not be checked")


class Arrival(models.Model):
    """One child at one reception. Words are sealed under the data key of the child's case.

    ``child`` is the line of the mission it was made from, without retyping; empty for a child somebody brought.
    ``assignment`` is the need to know that the arrival itself brought to the team, ended when the child does not come.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    child = models.OneToOneField("missions.MissionChild", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    centre = models.ForeignKey("reception.Centre", models.PROTECT, null=True, related_name="arrivals")
    assignment = models.ForeignKey("access.Assignment", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ArrivalState.choices, default=ArrivalState.EXPECTED)
    expected_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    identity = models.CharField(max_length=12, choices=Identity.choices, blank=True)
    identity_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    brought_by_sealed = models.BinaryField(null=True)
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("expected_at", "id")
        indexes = (models.Index(fields=("team", "state", "expected_at"), name="arrival_of_team"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case",), condition=Q(state__in=("expected", "here")), name="arrival_open_once"
            ),
            models.CheckConstraint(
                name="arrival_received_who_when_how",
                condition=Q(
                    state__in=("expected", "not_coming"),
                    arrived_at__isnull=True,
                    received_by__isnull=True,
                    identity="",
                    identity_by__isnull=True,
                )
                | Q(
                    state__in=("here", "left"),
                    arrived_at__isnull=False,
                    received_by__isnull=False,
                    identity_by__isnull=False,
                )
                & ~Q(identity=""),
            ),
            models.CheckConstraint(
                name="arrival_left_who_when",
                condition=Q(state="left", left_at__isnull=False, left_by__isnull=False)
                | ~Q(state="left") & Q(left_at__isnull=True, left_by__isnull=True),
            ),
        )


class ArrivalChange(models.Model):
    """One thing that happened to an arrival; never changed. ``code`` is the state of the child in the mission, if it said so."""

    class What(models.TextChoices):
        EXPECTED = "expected", pgettext_lazy("arrival", "expected")
        TIME = "time", pgettext_lazy("arrival", "another time expected")
        CENTRE = "centre", pgettext_lazy("arrival", "another centre")
        ARRIVED = "arrived", pgettext_lazy("arrival", "has arrived")
        NOT_COMING = "not_coming", pgettext_lazy("arrival", "does not come")
        TAKEN_BACK = "taken_back", pgettext_lazy("arrival", "recorded by mistake as arrived")
        LEFT = "left", pgettext_lazy("arrival", "has left")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=10, choices=What.choices)
    code = models.CharField(max_length=14, blank=True)
    expected_at = models.DateTimeField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
