"""A child's care plan: goals, what is done for each by whom and until when, and how the plan closes.

Words are sealed under the data key of the child's case.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models import NeedsSecond, RiskLevel


class PlanState(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("care plan", "active")
    CLOSED = "closed", pgettext_lazy("care plan", "closed")


class CarePlan(models.Model):
    """The plan of one case; a case has one that is not closed. ``start`` is the day from which visits are counted.

    ``risk`` is the risk level of the case when the visits were laid out: a higher one since then asks for a denser row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="care_plans")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.ACTIVE)
    start = models.DateField()
    risk = models.CharField(max_length=10, choices=RiskLevel.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("state", "owner"), name="care_plan_state_owner"),)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(state="active"), name="care_plan_one_active"),
        )


class PlanEvent(models.Model):
    """What happened to the plan itself; never changed."""

    class What(models.TextChoices):
        BEGUN = "begun", _("care plan begun")
        OWNER = "owner", _("care plan given to another colleague")
        LAID_OUT = "laid_out", _("visits laid out anew")
        CLOSING_ASKED = "closing_asked", pgettext_lazy("care plan", "closing asked for")
        CLOSING_DECLINED = "closing_declined", pgettext_lazy("care plan", "closing not confirmed")
        CLOSED = "closed", _("care plan closed")
        REOPENED = "reopened", _("care plan opened again")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="events")
    what = models.CharField(max_length=16, choices=What.choices)
    reason_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Domain(models.TextChoices):
    """What a goal is about."""

    SAFETY = "safety", pgettext_lazy("goal", "safety")
    HEALTH = "health", pgettext_lazy("goal", "health")
    MIND = "mind", pgettext_lazy("goal", "peace of mind")
    FAMILY = "family", pgettext_lazy("goal", "family and carers")
    SCHOOL = "school", pgettext_lazy("goal", "school")
    HOME = "home", pgettext_lazy("goal", "a place to live")
    PAPERS = "papers", pgettext_lazy("goal", "papers and entitlements")
    FRIENDS = "friends", pgettext_lazy("goal", "friends and leisure")


class GoalEnd(models.TextChoices):
    REACHED = "reached", pgettext_lazy("goal", "reached")
    PARTLY = "partly", pgettext_lazy("goal", "partly reached")
    DROPPED = "dropped", pgettext_lazy("goal", "dropped")


class Goal(models.Model):
    """What should be so for the child, in words the child would agree with. Ended, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="goals")
    domain = models.CharField(max_length=8, choices=Domain.choices)
    text_sealed = models.BinaryField()
    child_agrees = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    end = models.CharField(max_length=8, choices=GoalEnd.choices, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="goal_ended_who_when_how",
                condition=Q(end="", ended_by__isnull=True, ended_at__isnull=True)
                | ~Q(end="") & Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        )


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("action", "to be done")
    DONE = "done", pgettext_lazy("action", "done")
    UNABLE = "unable", pgettext_lazy("action", "could not be done")


class Action(models.Model):
    """One thing that is done for a goal. ``owner`` is a colleague; without one it is the team's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions")
    text_sealed = models.BinaryField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=ActionState.choices, default=ActionState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("state", "owner", "due_on"), name="care_action_of_owner"),)
        constraints = (
            models.CheckConstraint(
                name="care_action_ended_who_when",
                condition=Q(state="open", ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=("done", "unable"), ended_by__isnull=False, ended_at__isnull=False),
            ),
        )


class ActionChange(models.Model):
    """One thing that happened to an action; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    action = models.ForeignKey(Action, models.PROTECT, related_name="changes")
    state = models.CharField(max_length=6, choices=ActionState.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Agrees(models.TextChoices):
    """Whether somebody agrees; not asked and unable to say are answers of their own."""

    YES = "yes", pgettext_lazy("agrees", "yes")
    NO = "no", pgettext_lazy("agrees", "no")
    UNABLE = "unable", pgettext_lazy("agrees", "cannot say")
    NOT_ASKED = "not_asked", pgettext_lazy("agrees", "not asked")


class PlanClosing(NeedsSecond):
    """Somebody asks to close the plan; another agrees. A visit follows three months later, whatever else is closed."""

    class Why(models.TextChoices):
        GOALS = "goals", _("the goals are reached")
        ELSEWHERE = "elsewhere", _("others go on from here")
        NOT_WANTED = "not_wanted", _("the child or family wants no more support")
        LOST = "lost", _("could not be reached for three months")
        GROWN = "grown", _("grown up, with a plan of their own")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="closings")
    why = models.CharField(max_length=12, choices=Why.choices)
    child_agrees = models.CharField(max_length=10, choices=Agrees.choices)
    carer_agrees = models.CharField(max_length=10, choices=Agrees.choices)
    visit_on = models.DateField()

    class Meta(NeedsSecond.Meta):
        abstract = False
        ordering = ("-at", "-id")
