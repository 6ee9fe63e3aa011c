"""How a colleague likes to see lists: saved views, columns, a start page, and acts on many rows that can be undone."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from dodomu.base.access.models.people import Team, User
from dodomu.base.database.ids import new_id


class SavedView(models.Model):
    """A list as somebody wants it again: filters, order, columns. Codes in the clear; the name is typed text, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(User, models.CASCADE, related_name="saved_views")
    table = models.CharField(max_length=40)
    path = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    name_sealed = models.BinaryField()
    data_key = models.UUIDField()
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    for_all = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["saved_at"]
        indexes = [models.Index(fields=["table"], name="savedview_table")]
        constraints = [
            models.CheckConstraint(name="savedview_shared_in_one_way", condition=Q(team=None) | Q(for_all=False)),
        ]


class ListChoice(models.Model):
    """The columns and the order a colleague has chosen on one list; empty: as the list comes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="list_choices")
    table = models.CharField(max_length=40)
    columns = models.TextField(blank=True)
    sort = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "table"], name="listchoice_once_per_list")]


class StartPage(models.Model):
    """The saved view that opens after signing in; without a row, my work."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="start_page")
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)


class UndoableAct(models.Model):
    """An act on many rows that its author can take back for a while. ``steps`` holds ids and codes, no words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    steps = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="undoable_for_a_while", condition=Q(until__gt=F("at"))),
            models.CheckConstraint(
                name="undone_in_time",
                condition=Q(undone_at=None) | Q(undone_at__gte=F("at"), undone_at__lte=F("until")),
            ),
        ]
