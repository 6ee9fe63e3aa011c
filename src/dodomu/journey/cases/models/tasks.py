"""What has to be done in a case, by whom and until when, and flags that ask for attention."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case


class TaskState(models.TextChoices):
    OPEN = "open", pgettext_lazy("task", "open")
    DONE = "done", pgettext_lazy("task", "done")
    DROPPED = "dropped", pgettext_lazy("task", "dropped")


class Task(models.Model):
    """One task. Without an owner it is the team's. ``due_at`` is the moment from which it is overdue; with
    ``whole_day`` that is the end of the day that was named.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    title_sealed = models.BinaryField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    whole_day = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (
            models.Index(fields=("state", "owner", "due_at"), name="task_of_owner"),
            models.Index(fields=("case", "state"), name="task_of_case"),
        )
        constraints = (
            models.CheckConstraint(
                name="task_ended_who_when",
                condition=Q(state="open", ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=("done", "dropped"), ended_by__isnull=False, ended_at__isnull=False),
            ),
        )


class TaskChange(models.Model):
    """One thing that happened to a task: made, given to somebody, due at another time, done, dropped. Never changed."""

    class What(models.TextChoices):
        MADE = "made", _("task made")
        CHANGED = "changed", _("task changed")
        DONE = "done", _("task done")
        DROPPED = "dropped", _("task dropped")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=8, choices=What.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    whole_day = models.BooleanField()
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Flag(models.Model):
    """Somebody asks for attention to a case, says why and until when; cleared with a note."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="flags")
    reason_sealed = models.BinaryField()
    due_at = models.DateTimeField()
    whole_day = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (models.Index(fields=("case", "cleared_at"), name="flag_of_case"),)
        constraints = (
            models.CheckConstraint(
                name="flag_cleared_who_when_why",
                condition=Q(cleared_by__isnull=True, cleared_at__isnull=True, note_sealed__isnull=True)
                | Q(cleared_by__isnull=False, cleared_at__isnull=False, note_sealed__isnull=False),
            ),
        )
