"""The network to plan on: places, links between them, and dated, sourced, expiring rules for each link.

Words are sealed under the corridor's data key: which way children travel is a compartment (``route``). The shape of the
network stays in the clear, without names.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class Corridor(models.Model):
    """One network. ``title`` is sealed; ``team`` keeps it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    title_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="corridor_retired_who_when",
                condition=Q(retired_by__isnull=True, retired_at__isnull=True)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
            ),
        )


class Side(models.TextChoices):
    """Who rules there; what may be carried on a phone or on paper follows from it."""

    OCCUPIED = "occupied", _("under occupation")
    AGGRESSOR = "aggressor", _("in the aggressor state")
    THIRD = "third", _("in a third country")
    FREE = "free", _("under the control of Ukraine")


class PlaceKind(models.TextChoices):
    INSTITUTION = "institution", _("institution")
    TOWN = "town", _("town")
    STATION = "station", _("station")
    CHECKPOINT = "checkpoint", _("checkpoint")
    BORDER = "border", _("side of a crossing")
    SAFE_HOUSE = "safe_house", _("safe place to wait")
    CENTRE = "centre", _("reception centre")


class Place(models.Model):
    """A place of a corridor. ``code`` is short and speaks of nothing (A, B2); the name is sealed.

    ``wait_risk`` is what an hour of waiting there adds, in points of risk (0 to 100); ``x`` and ``y`` place it on the
    schematic drawing (0 to 1000), which is no map. ``zone`` is an IANA time zone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    corridor = models.ForeignKey(Corridor, models.PROTECT, related_name="places")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=PlaceKind.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    name_sealed = models.BinaryField()
    note_sealed = models.BinaryField(null=True)
    zone = models.CharField(max_length=40)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    wait_risk = models.PositiveSmallIntegerField()
    may_wait = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("corridor", "code"), name="place_code_once"),
            models.CheckConstraint(name="place_wait_risk_range", condition=Q(wait_risk__lte=100)),
            models.CheckConstraint(name="place_on_the_drawing", condition=Q(x__lte=1000, y__lte=1000)),
        )


class LinkKind(models.TextChoices):
    TRAIN = "train", _("train")
    BUS = "bus", _("bus")
    CAR = "car", _("car")
    FOOT = "foot", _("on foot")
    CROSSING = "crossing", _("crossing")


class Link(models.Model):
    """A way from one place to another. ``minutes`` is the usual time, ``minutes_p90`` what nine in ten journeys stay below;
    ``walking_m`` the part on foot, in metres; ``risk`` in points (0 to 1000); ``cost`` in hryvnias for one person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    corridor = models.ForeignKey(Corridor, models.PROTECT, related_name="links")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    start = models.ForeignKey(Place, models.PROTECT, related_name="links_from")
    end = models.ForeignKey(Place, models.PROTECT, related_name="links_to")
    one_way = models.BooleanField()
    note_sealed = models.BinaryField(null=True)
    minutes = models.PositiveIntegerField()
    minutes_p90 = models.PositiveIntegerField()
    walking_m = models.PositiveIntegerField(default=0)
    risk = models.PositiveSmallIntegerField()
    cost = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("corridor", "code"), name="link_code_once"),
            models.CheckConstraint(name="link_goes_somewhere", condition=~Q(start=F("end"))),
            models.CheckConstraint(name="link_takes_time", condition=Q(minutes__gte=1, minutes_p90__gte=F("minutes"))),
            models.CheckConstraint(name="link_risk_range", condition=Q(risk__lte=1000)),
        )


class RuleKind(models.TextChoices):
    """What a rule speaks of. What its ``value`` holds stands in ``corridor_rules`` beside this stage."""

    OPENING = "opening", _("when it is open")
    TIMETABLE = "timetable", _("departures")
    WHO_MAY_PASS = "who_may_pass", _("who may pass")
    PAPERS = "papers", _("papers that are asked for")
    QUEUE = "queue", _("waiting time in the queue")
    CLOSED = "closed", _("closed")
    WALKING = "walking", pgettext_lazy("corridor", "who can walk it")
    ONE_WAY = "one_way", _("one direction only")


class LinkRule(models.Model):
    """What somebody says holds for a link, from when to when, as known on a day, from which source. Never changed.

    A later rule of the same kind takes the place of an earlier one (``replaces``); one that was wrong is withdrawn with
    a reason. After ``until`` it is expired: nobody knows, which is never the same as open.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    link = models.ForeignKey(Link, models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=14, choices=RuleKind.choices)
    value_sealed = models.BinaryField()
    source_sealed = models.BinaryField()
    observed_on = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("link", "kind", "until"), name="rule_of_link"),)
        constraints = (
            models.CheckConstraint(name="rule_ends_after_it_begins", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="rule_withdrawn_who_when_why",
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason_sealed__isnull=True)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, withdrawn_reason_sealed__isnull=False),
            ),
        )
