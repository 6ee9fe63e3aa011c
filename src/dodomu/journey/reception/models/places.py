"""Where children stay after they arrive: centres, their rooms and beds, and who slept in which bed from when to when.

Names and addresses are sealed under the data key of the centre: where a shelter stands is a compartment of its own.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


def retired_who_when(name: str) -> models.CheckConstraint:
    """What is given up has its time and its author."""
    return models.CheckConstraint(
        name=name,
        condition=Q(retired_by__isnull=True, retired_at__isnull=True)
        | Q(retired_by__isnull=False, retired_at__isnull=False),
    )


class Centre(models.Model):
    """A house that receives children. ``team`` works there; ``address_sealed`` is shown with the compartment ``shelter``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    label_sealed = models.BinaryField()
    address_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (retired_who_when("centre_retired_who_when"),)


class RoomFor(models.TextChoices):
    """Whom a room is kept for; a suggestion follows it, a person decides."""

    ANYBODY = "anybody", pgettext_lazy("room", "anybody")
    FAMILY = "family", pgettext_lazy("room", "brothers and sisters")
    GIRLS = "girls", pgettext_lazy("room", "girls")
    BOYS = "boys", pgettext_lazy("room", "boys")
    ILL = "ill", pgettext_lazy("room", "children who are ill")


class Room(models.Model):
    """A room of a centre."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="rooms")
    label_sealed = models.BinaryField()
    kept_for = models.CharField(max_length=8, choices=RoomFor.choices, default=RoomFor.ANYBODY)
    step_free = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (retired_who_when("room_retired_who_when"),)


class Bed(models.Model):
    """A bed of a room, by its number there. ``cot``: for the smallest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, models.PROTECT, related_name="beds")
    number = models.PositiveSmallIntegerField()
    cot = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("room", "number")
        constraints = (
            models.UniqueConstraint(fields=("room", "number"), name="bed_number_once"),
            retired_who_when("bed_retired_who_when"),
        )


class BedStay(models.Model):
    """Who has which bed, from when until when. A move is an end and a new row; a bed is never given twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="stays")
    arrival = models.ForeignKey("reception.Arrival", models.PROTECT, related_name="stays")
    since = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-since", "-id")
        constraints = (
            models.UniqueConstraint(fields=("bed",), condition=Q(until__isnull=True), name="bed_once"),
            models.UniqueConstraint(fields=("arrival",), condition=Q(until__isnull=True), name="one_bed_each"),
            models.CheckConstraint(
                name="stay_ended_who_when",
                condition=Q(until__isnull=True, ended_by__isnull=True)
                | Q(until__gte=F("since"), ended_by__isnull=False),
            ),
        )
