"""A mission: a group of children and escorts on one itinerary.

Words about the mission are sealed under its own data key; words about a child under the data key of the child's case.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models import NeedsSecond


class MissionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("mission", "being planned")
    APPROVED = "approved", pgettext_lazy("mission", "approved")
    UNDER_WAY = "under_way", pgettext_lazy("mission", "under way")
    ENDED = "ended", pgettext_lazy("mission", "ended")
    CANCELLED = "cancelled", pgettext_lazy("mission", "cancelled")


PREPARED = frozenset({MissionState.PLANNED, MissionState.APPROVED})
"""States in which a mission has not departed."""
RUNNING = PREPARED | {MissionState.UNDER_WAY}
"""States in which something can still be changed."""


class Mission(models.Model):
    """``code_name`` speaks of nothing (Willow); ``team`` runs it, ``reception_team`` waits at the end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code_name = models.CharField(max_length=40, unique=True)
    team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    reception_team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    coordinator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corridor = models.ForeignKey("missions.Corridor", models.PROTECT, related_name="missions")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=MissionState.choices, default=MissionState.PLANNED)
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField(null=True)
    meeting_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-departs_at", "-id")
        indexes = (models.Index(fields=("team", "state", "departs_at"), name="mission_of_team"),)
        constraints = (
            models.CheckConstraint(
                name="mission_departed_when",
                condition=Q(state__in=("planned", "approved", "cancelled"), departed_at__isnull=True)
                | Q(state__in=("under_way", "ended"), departed_at__isnull=False),
            ),
        )


class MissionEvent(models.Model):
    """What happened to the mission: made, changed, approved, departed, a way changed, ended, cancelled; never changed."""

    class What(models.TextChoices):
        MADE = "made", _("mission made")
        CHANGED = "changed", _("mission changed")
        NOTICE = "notice", _("notice given as the law asks")
        ASKED = "asked", _("approval asked for")
        APPROVED = "approved", _("mission approved")
        DECLINED = "declined", _("approval refused by a second person")
        APPROVAL_LOST = "approval_lost", _("approval lost: something changed")
        MANIFEST = "manifest", _("manifest checked at departure")
        DEPARTED = "departed", _("mission departed")
        REROUTED = "rerouted", _("another way chosen")
        ESCORT_REPLACED = "escort_replaced", _("escort replaced")
        CHILD_DROPPED = "child_dropped", _("child taken off the mission")
        CHILD_ADDED = "child_added", _("child joined at the meeting point")
        ENDED = "ended", _("mission ended")
        CANCELLED = "cancelled", _("mission cancelled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="events")
    what = models.CharField(max_length=16, choices=What.choices)
    group = models.ForeignKey("missions.Group", models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey("missions.MissionChild", models.PROTECT, null=True, related_name="+")
    escort = models.ForeignKey("missions.MissionEscort", models.PROTECT, null=True, related_name="+")
    reason_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Notice(models.Model):
    """What the law asks to be done some working days ahead (``data/group_demands.csv``): on which day it was done.

    A later row of the same kind counts instead, also one that takes it back (``on`` is None).
    """

    class Kind(models.TextChoices):
        ORDER = "order", pgettext_lazy("notice", "transport ordered")
        POLICE = "police", pgettext_lazy("notice", "police told of the journey")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class MissionApproval(NeedsSecond):
    """One person says that the mission may depart as it stands, another confirms. ``fingerprint`` is the digest of what
    was approved (children, escorts, vehicles, legs): with any change the approval is void.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="approvals")
    fingerprint = models.BinaryField()
    void_at = models.DateTimeField(null=True)

    class Meta(NeedsSecond.Meta):
        abstract = False
        ordering = ("-at", "-id")


class Group(models.Model):
    """Who travels together within a mission, and sends one word for all. A mission has at least one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="groups")
    code_name = models.CharField(max_length=40)

    class Meta:
        ordering = ("code_name",)
        constraints = (models.UniqueConstraint(fields=("mission", "code_name"), name="group_name_once"),)


class Vehicle(models.Model):
    """Something with seats. ``child_seats`` and ``wheelchairs`` count within and beside ``seats``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="vehicles")
    group = models.ForeignKey(Group, models.PROTECT, related_name="vehicles")
    kind = models.CharField(max_length=10)
    label_sealed = models.BinaryField()
    seats = models.PositiveSmallIntegerField()
    child_seats = models.PositiveSmallIntegerField(default=0)
    wheelchairs = models.PositiveSmallIntegerField(default=0)
    drivers = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)


class LegState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("leg", "planned")
    TRAVELLED = "travelled", pgettext_lazy("leg", "travelled")
    REPLACED = "replaced", pgettext_lazy("leg", "replaced by another way")


class Leg(models.Model):
    """One link of the itinerary of one group, with its times. ``silent``: no word is expected on the way.

    ``phone``: whether the escort may carry the phone page; ``table``: whether a printed table may be carried; both are
    off where the leg runs under occupation unless somebody switches them on. ``abort``: before it the group may turn back.
    ``fallback`` is where to go if it cannot be travelled. ``km``: its length, None where nobody knows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="legs")
    order = models.PositiveSmallIntegerField()
    link = models.ForeignKey("missions.Link", models.PROTECT, related_name="+")
    start = models.ForeignKey("missions.Place", models.PROTECT, related_name="+")
    end = models.ForeignKey("missions.Place", models.PROTECT, related_name="+")
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    latest_at = models.DateTimeField()
    km = models.PositiveIntegerField(null=True)
    silent = models.BooleanField(default=False)
    phone = models.BooleanField()
    table = models.BooleanField()
    abort = models.BooleanField(default=False)
    fallback = models.ForeignKey("missions.Place", models.PROTECT, null=True, related_name="+")
    note_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=LegState.choices, default=LegState.PLANNED)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("group", "order")
        constraints = (
            models.UniqueConstraint(fields=("group", "order"), condition=~Q(state="replaced"), name="leg_order_once"),
            models.CheckConstraint(
                name="leg_times_in_order",
                condition=Q(arrives_at__gt=F("departs_at")) & Q(latest_at__gte=F("arrives_at")),
            ),
        )


class ChildState(models.TextChoices):
    """Where a child stands within the mission; the last nine are outcomes."""

    LISTED = "listed", pgettext_lazy("child of a mission", "on the list")
    BOARDED = "boarded", pgettext_lazy("child of a mission", "on the way")
    NO_SHOW = "no_show", pgettext_lazy("child of a mission", "did not come")
    DROPPED = "dropped", pgettext_lazy("child of a mission", "taken off before departure")
    RETURNED = "returned", pgettext_lazy("child of a mission", "returned")
    REFUSED = "refused", pgettext_lazy("child of a mission", "refused at a crossing")
    WITHDRAWN = "withdrawn", pgettext_lazy("child of a mission", "did not want to go on")
    DETAINED = "detained", pgettext_lazy("child of a mission", "detained")
    LOST_CONTACT = "lost_contact", pgettext_lazy("child of a mission", "contact lost")
    HOSPITAL = "hospital", pgettext_lazy("child of a mission", "in hospital on the way")
    DECEASED = "deceased", pgettext_lazy("child of a mission", "died")


class MissionChild(models.Model):
    """A child on the mission. ``code_name`` stands for the child on the board, the phone and paper.

    ``medicine`` (what is carried and when it is given) and ``needs`` are sealed under the case's key. ``unplanned``: joined at the
    meeting point.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="children")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    plan = models.ForeignKey("missions.ReturnPlan", models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="children")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, null=True, related_name="children")
    code_name = models.CharField(max_length=40)
    child_seat = models.BooleanField(default=False)
    wheelchair = models.BooleanField(default=False)
    medical_escort = models.BooleanField(default=False)
    medicine_sealed = models.BinaryField(null=True)
    needs_sealed = models.BinaryField(null=True)
    unplanned = models.BooleanField(default=False)
    state = models.CharField(max_length=14, choices=ChildState.choices, default=ChildState.LISTED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("code_name",)
        constraints = (
            models.UniqueConstraint(fields=("mission", "case"), name="mission_child_once"),
            models.UniqueConstraint(fields=("mission", "code_name"), name="mission_child_code_once"),
        )


class ChildChange(models.Model):
    """What changed for a child of a mission: state or outcome, who says so, when it happened, why. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(MissionChild, models.PROTECT, related_name="changes")
    state = models.CharField(max_length=14, choices=ChildState.choices)
    happened_at = models.DateTimeField()
    place = models.ForeignKey("missions.Place", models.PROTECT, null=True, related_name="+")
    reason_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class IdentityCheck(models.TextChoices):
    """How it was established that this is the child (or that it was not)."""

    DOCUMENT = "document", pgettext_lazy("identity", "by a document")
    PHOTO = "photo", pgettext_lazy("identity", "by a photograph in the case")
    KNOWN_BY = "known_by", pgettext_lazy("identity", "by somebody who knows the child")
    QUESTION = "question", pgettext_lazy("identity", "by a question only the child can answer")
    NOT_CHECKED = "not_checked", pgettext_lazy("identity", "not checked")


class ManifestLine(models.Model):
    """One child at the check at departure: there or not, who checked the identity and how, medicine carried or not.

    The check can be repeated; the latest line counts.
    """

    class Medicine(models.TextChoices):
        CARRIED = "carried", _("medicine is carried")
        MISSING = "missing", _("medicine is needed and not there")
        NONE = "none_needed", _("no medicine needed")
        NOT_ASKED = "not_asked", _("not asked")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(MissionChild, models.PROTECT, related_name="manifest")
    present = models.BooleanField()
    identity = models.CharField(max_length=16, choices=IdentityCheck.choices)
    medicine = models.CharField(max_length=12, choices=Medicine.choices)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class MissionEscort(models.Model):
    """An escort on the mission, from when to when; who replaced whom and why. ``code_name`` stands for them outside."""

    class Part(models.TextChoices):
        LEADER = "leader", pgettext_lazy("escort", "leads the group")
        MEDICAL = "medical", pgettext_lazy("escort", "looks after health")
        SECOND = "second", pgettext_lazy("escort", "second adult")

    class Outcome(models.TextChoices):
        REPLACED = "replaced", pgettext_lazy("escort", "replaced")
        RELEASED = "released", pgettext_lazy("escort", "taken off before departure")
        DONE = "done", pgettext_lazy("escort", "came back")
        DETAINED = "detained", pgettext_lazy("escort", "detained")
        TURNED_BACK = "turned_back", pgettext_lazy("escort", "turned back")
        LOST_CONTACT = "lost_contact", pgettext_lazy("escort", "contact lost")
        DECEASED = "deceased", pgettext_lazy("escort", "died")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="escorts")
    group = models.ForeignKey(Group, models.PROTECT, related_name="escorts")
    escort = models.ForeignKey("missions.Escort", models.PROTECT, related_name="missions")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, null=True, related_name="escorts")
    code_name = models.CharField(max_length=40)
    part = models.CharField(max_length=8, choices=Part.choices)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=14, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("code_name", "at")
        constraints = (
            models.UniqueConstraint(
                fields=("mission", "escort"), condition=Q(ended_at__isnull=True), name="mission_escort_once"
            ),
            models.CheckConstraint(
                name="mission_escort_ended_who_when_how",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True, outcome="")
                | Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(outcome=""),
            ),
        )


class HandOver(models.Model):
    """Another adult answers for the child from here: from whom, to whom, where, when, on which authority.

    Both adults confirm, and the child's identity is checked again (``identity``: how). Never changed. Names of adults who
    are no escorts, and notes, are sealed under the case's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(MissionChild, models.PROTECT, related_name="hand_overs")
    from_escort = models.ForeignKey(MissionEscort, models.PROTECT, null=True, related_name="+")
    from_sealed = models.BinaryField(null=True)
    to_escort = models.ForeignKey(MissionEscort, models.PROTECT, null=True, related_name="+")
    to_sealed = models.BinaryField(null=True)
    authority = models.ForeignKey("missions.Authority", models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey("missions.Place", models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    identity = models.CharField(max_length=16, choices=IdentityCheck.choices)
    from_confirmed = models.BooleanField()
    to_confirmed = models.BooleanField()
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("happened_at", "id")
        constraints = (
            models.CheckConstraint(name="hand_over_both_confirm", condition=Q(from_confirmed=True, to_confirmed=True)),
            models.CheckConstraint(name="hand_over_identity_checked", condition=~Q(identity="not_checked")),
            models.CheckConstraint(
                name="hand_over_from_somebody", condition=Q(from_escort__isnull=False) | Q(from_sealed__isnull=False)
            ),
            models.CheckConstraint(
                name="hand_over_to_somebody", condition=Q(to_escort__isnull=False) | Q(to_sealed__isnull=False)
            ),
        )


class Cost(models.Model):
    """What was spent or is expected, in hundredths of a currency unit. Struck out, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=24)
    expected = models.BooleanField(default=False)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
