"""What was granted to whom, from when until when, by whom. A change is an end and a new row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.compartments import Compartment
from dodomu.base.access.models.people import Team, User
from dodomu.base.access.roles import ROLES
from dodomu.base.database.ids import new_id


def role_choices() -> list[tuple[str, Promise]]:
    """A function, so that a new role or title asks for no migration."""
    return [(role.code, role.title) for role in ROLES]


def ended_when_and_by_whom(name: str) -> models.CheckConstraint:
    """An end has its time and its author, and comes after the beginning."""
    return models.CheckConstraint(
        name=name,
        condition=Q(until=None, ended_by=None) | Q(until__gte=F("since"), ended_by__isnull=False),
    )


def never_by_oneself(name: str) -> models.CheckConstraint:
    """Nobody changes their own rights; only the installation itself grants without an author."""
    granted = (Q(by_installation=False, granted_by__isnull=False) & ~Q(granted_by=F("user"))) | Q(
        by_installation=True, granted_by=None
    )
    return models.CheckConstraint(name=name, condition=granted & (Q(ended_by=None) | ~Q(ended_by=F("user"))))


class DatedRow(models.Model):
    """A row that holds from ``since`` until ``until``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        abstract = True


class RoleGrant(DatedRow):
    """One role of one person, in one team or in the whole organisation."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=40, choices=role_choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="role_grants")
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_installation = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("granted role")
        verbose_name_plural = _("granted roles")
        ordering = ["since"]
        constraints = [
            never_by_oneself("rolegrant_never_by_oneself"),
            ended_when_and_by_whom("rolegrant_ended_when_and_by_whom"),
            models.UniqueConstraint(
                name="rolegrant_once_per_team",
                fields=["user", "role", "team"],
                condition=Q(until=None, team__isnull=False),
            ),
            models.UniqueConstraint(
                name="rolegrant_once_without_team", fields=["user", "role"], condition=Q(until=None, team=None)
            ),
        ]


class CompartmentGrant(DatedRow):
    """One compartment opened to one person by name, beyond what their roles open."""

    user = models.ForeignKey(User, models.PROTECT, related_name="compartment_grants")
    compartment = models.CharField(max_length=20, choices=Compartment.choices)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_installation = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("granted compartment")
        verbose_name_plural = _("granted compartments")
        ordering = ["since"]
        constraints = [
            never_by_oneself("compartmentgrant_never_by_oneself"),
            ended_when_and_by_whom("compartmentgrant_ended_when_and_by_whom"),
            models.UniqueConstraint(
                name="compartmentgrant_once", fields=["user", "compartment"], condition=Q(until=None)
            ),
        ]


class Assignment(DatedRow):
    """Which team, and within it perhaps which colleague, needs to know which person."""

    subject = models.UUIDField(db_index=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="assignments")
    assigned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["since"]
        constraints = [
            ended_when_and_by_whom("assignment_ended_when_and_by_whom"),
            models.UniqueConstraint(
                name="assignment_once_per_colleague",
                fields=["subject", "team", "user"],
                condition=Q(until=None, user__isnull=False),
            ),
            models.UniqueConstraint(
                name="assignment_once_per_team", fields=["subject", "team"], condition=Q(until=None, user=None)
            ),
        ]
        indexes = [
            models.Index(name="assignment_open_by_team", fields=["team", "subject"], condition=Q(until=None)),
            models.Index(name="assignment_open_by_user", fields=["user", "subject"], condition=Q(until=None)),
        ]
