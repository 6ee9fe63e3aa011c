"""One child's return plan: what is needed to travel lawfully and safely, what is there, who agreed.

All words are sealed under the data key of the child's case. What is READY is computed from these rows
(``readiness``), then declared by one person and confirmed by another.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models import NeedsSecond


class PlanState(models.TextChoices):
    OPEN = "open", _("being prepared")
    READY = "ready", _("ready to travel")
    NOT_NOW = "not_now", _("do not travel now")
    ENDED = "ended", _("ended")


class Companion(models.TextChoices):
    """The adult with whom the child travels; which papers and which authority are needed follows (``data/authority.csv``)."""

    UNKNOWN = "unknown", pgettext_lazy("companion", "not decided yet")
    PARENT = "parent", pgettext_lazy("companion", "a parent")
    GRANDPARENT = "grandparent", pgettext_lazy("companion", "a grandparent")
    SIBLING = "sibling", pgettext_lazy("companion", "an adult brother or sister")
    STEP_PARENT = "step_parent", pgettext_lazy("companion", "a step-parent")
    GUARDIAN = "guardian", pgettext_lazy("companion", "a guardian or custodian")
    THIRD_PARTY = "third_party", pgettext_lazy("companion", "somebody else: an escort, another family's mother")
    NOBODY = "nobody", pgettext_lazy("companion", "nobody: of age, travels in their own right")


class Need(models.TextChoices):
    """Whether the child needs something on the way. Not asked and not known are answers of their own."""

    NOT_ASKED = "not_asked", pgettext_lazy("need", "not asked")
    YES = "yes", pgettext_lazy("need", "yes")
    NO = "no", pgettext_lazy("need", "no")
    UNKNOWN = "unknown", pgettext_lazy("need", "asked, nobody could say")


class ReturnPlan(models.Model):
    """The plan of one case; a case has one that is not ended.

    ``travel_by`` is the day the child is to set out: papers and authority are judged on it. ``needs`` are words on what the
    child needs on the way: medicine, fears, food.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="return_plans")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.OPEN)
    receiver_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True)
    travel_by = models.DateField(null=True)
    companion = models.CharField(max_length=12, choices=Companion.choices, default=Companion.UNKNOWN)
    child_seat = models.CharField(max_length=10, choices=Need.choices, default=Need.NOT_ASKED)
    wheelchair = models.CharField(max_length=10, choices=Need.choices, default=Need.NOT_ASKED)
    medical_escort = models.CharField(max_length=10, choices=Need.choices, default=Need.NOT_ASKED)
    medicine = models.CharField(max_length=10, choices=Need.choices, default=Need.NOT_ASKED)
    needs_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("state", "owner"), name="plan_state_owner"),)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=~Q(state="ended"), name="plan_one_for_each_case"),
        )


class PlanEvent(models.Model):
    """What happened to the plan itself, with the words that were said; never changed."""

    class What(models.TextChoices):
        OPENED = "opened", _("plan begun")
        CHANGED = "changed", _("plan changed")
        READY = "ready", _("declared ready")
        READY_TAKEN_BACK = "ready_taken_back", _("no longer ready")
        NOT_NOW = "not_now", _("decided: do not travel now")
        TAKEN_UP = "taken_up", _("taken up again")
        ENDED = "ended", _("plan ended")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="events")
    what = models.CharField(max_length=18, choices=What.choices)
    reason_sealed = models.BinaryField(null=True)
    review_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Held(models.TextChoices):
    """Whether a paper is there. Not asked and not known are answers of their own."""

    HELD = "held", pgettext_lazy("paper", "held")
    ORDERED = "ordered", _("applied for")
    MISSING = "missing", _("missing")
    NOT_NEEDED = "not_needed", _("not needed, with a reason")
    UNKNOWN = "unknown", _("not known")


class PlanPaper(models.Model):
    """What is known of one needed paper (``data/papers.csv`` says which, their lead time and validity). Never changed: a
    later row of the same kind counts instead.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=32)
    held = models.CharField(max_length=12, choices=Held.choices)
    number_sealed = models.BinaryField(null=True)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    ordered_on = models.DateField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("plan", "kind"), name="paper_of_plan"),)
        constraints = (
            models.CheckConstraint(
                name="paper_ends_after_issue",
                condition=Q(valid_until__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(valid_until__gte=models.F("issued_on")),
            ),
            models.CheckConstraint(
                name="paper_ordered_when", condition=~Q(held="ordered") | Q(ordered_on__isnull=False)
            ),
        )


class AuthorityBasis(models.TextChoices):
    PARENT = "parent", _("parental rights")
    KINSHIP = "kinship", _("close kinship, shown by papers")
    GUARDIAN = "guardian", _("guardianship or custody order")
    POWER = "power_of_attorney", _("notarised power of attorney")
    STATEMENT = "statement", _("parent's statement certified by the guardianship body")
    BODY = "body", _("guardianship body or its representative")
    COURT = "court", _("court decision")


class Authority(models.Model):
    """Who may lawfully take the child, on what basis, for what, from when to when. Ended, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="authorities")
    escort = models.ForeignKey("missions.Escort", models.PROTECT, null=True, related_name="+")
    holder_sealed = models.BinaryField()
    scope_sealed = models.BinaryField()
    basis = models.CharField(max_length=20, choices=AuthorityBasis.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    end_reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="authority_checked_who_when",
                condition=Q(checked_by__isnull=True, checked_at__isnull=True)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="authority_ended_who_when_why",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True, end_reason_sealed__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False, end_reason_sealed__isnull=False),
            ),
        )


class RiskLook(models.Model):
    """How one kind of risk (``data/risks.csv``) is judged, and what is done about it. A later row counts instead."""

    class Level(models.TextChoices):
        LOW = "low", pgettext_lazy("risk", "low")
        MEDIUM = "medium", pgettext_lazy("risk", "medium")
        HIGH = "high", pgettext_lazy("risk", "high")
        TOO_HIGH = "too_high", pgettext_lazy("risk", "too high to travel")
        UNKNOWN = "unknown", pgettext_lazy("risk", "cannot be judged")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=24)
    level = models.CharField(max_length=8, choices=Level.choices)
    measures_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class BudgetLine(models.Model):
    """What one thing is expected to cost, in hundredths of a currency unit. Struck out, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="budget")
    kind = models.CharField(max_length=24)
    amount = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")


class BestInterests(NeedsSecond):
    """What is best for the child, decided by two: go home, wait, stay. A later decision counts instead."""

    class Decision(models.TextChoices):
        RETURN = "return", _("return is best for the child")
        WAIT = "wait", _("waiting is best for the child")
        STAY = "stay", _("return is not best for the child")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="best_interests")
    decision = models.CharField(max_length=8, choices=Decision.choices)

    class Meta(NeedsSecond.Meta):
        abstract = False
        ordering = ("-at", "-id")


class ReadyDeclaration(NeedsSecond):
    """One person says that the child is ready to travel, another confirms. Void as soon as something is missing again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="declarations")
    void_at = models.DateTimeField(null=True)
    void_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta(NeedsSecond.Meta):
        abstract = False
        ordering = ("-at", "-id")
