"""Who is who: persons, the mentions that belong to them, and the joins people decided."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from dodomu.base.database.ids import new_id


class Person(models.Model):
    """A human being as far as people have decided. ``pid`` is the pseudonym that stands in the journal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()


class Membership(models.Model):
    """To whom a mention belonged, from when until when. One open row for each mention."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mention = models.ForeignKey("registry.Mention", models.PROTECT, related_name="memberships", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("mention",), condition=Q(until__isnull=True), name="one_open_membership"),
        )


class Join(models.Model):
    """Two persons decided to be one. The current person of a mention is the smallest id that active joins reach.

    Because memberships are computed from these edges, undoing any of them, in any order, restores exactly
    the persons that the other edges make.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_a = models.ForeignKey(Person, models.PROTECT, related_name="joins_a")
    person_b = models.ForeignKey(Person, models.PROTECT, related_name="joins_b")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    not_confirmed = models.BooleanField(default=False)
    decision_ref = models.UUIDField(null=True)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+", db_index=False)
    reason_sealed = models.BinaryField()
    split_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    split_reason_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="join_of_two", condition=~Q(person_a=F("person_b"))),
            models.CheckConstraint(
                name="join_author_is_not_confirmer",
                condition=Q(not_confirmed=True, confirmed_by__isnull=True)
                | (Q(not_confirmed=False, confirmed_by__isnull=False) & ~Q(by=F("confirmed_by"))),
            ),
            models.CheckConstraint(
                name="join_split_who_when",
                condition=Q(until__isnull=True, split_by__isnull=True, split_reason_sealed__isnull=True)
                | Q(until__isnull=False, split_by__isnull=False, split_reason_sealed__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("person_a", "person_b"), condition=Q(until__isnull=True), name="join_open_once"
            ),
        )


class Pin(models.Model):
    """A person preferred this fact for a profile, against the rules' order, with a reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="pins")
    attribute = models.CharField(max_length=24)
    fact = models.ForeignKey("registry.Fact", models.PROTECT, related_name="pins")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    unpinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "attribute"), condition=Q(until__isnull=True), name="one_open_pin"
            ),
            models.CheckConstraint(
                name="pin_ended_who_when",
                condition=Q(until__isnull=True, unpinned_by__isnull=True)
                | Q(until__isnull=False, unpinned_by__isnull=False),
            ),
        )


class ProfileCard(models.Model):
    """A person at a glance, sealed: what lists and the search need. Derived; rebuilt in the transaction of every change.

    ``version`` changes with every rebuild, so that a reader may keep what it has unsealed.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="card")
    is_child = models.BooleanField()
    sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+", db_index=False)
    version = models.UUIDField(default=new_id)
    reports = models.PositiveIntegerField()
    sources = models.PositiveIntegerField()
    last_report_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("is_child", "-last_report_at"), name="card_latest_children"),)
