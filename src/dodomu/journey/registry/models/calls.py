"""Calls: drafts that are being written, who asked, which questions stayed open, what was verified of a requester."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from dodomu.base.database.ids import new_id
from dodomu.journey.registry.vocabulary import Checked, CheckMeans, CheckResult, Question, Unanswered


class DraftEnd(models.TextChoices):
    RECORDED = "recorded"
    DISCARDED = "discarded"
    EXPIRED = "expired"


class CallDraft(models.Model):
    """A call that is being written down, sealed under a key of its own. Only its operator opens it.

    ``version`` grows with every save, so that a page that has grown old never overwrites a newer one. When the draft
    ends its key is destroyed; the row stays and says how, so that recording it twice leads to the one report.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)
    step = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=DraftEnd.choices, blank=True)
    report = models.ForeignKey("registry.Report", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("owner", "ended_at"), name="call_draft_of_owner"),)
        constraints = (
            models.CheckConstraint(
                name="call_draft_ended_or_sealed",
                condition=Q(ended_at__isnull=True, outcome="", sealed__isnull=False)
                | Q(ended_at__isnull=False, outcome__in=DraftEnd.values, sealed__isnull=True),
            ),
            models.CheckConstraint(
                name="call_draft_report_when_recorded",
                condition=Q(outcome=DraftEnd.RECORDED, report__isnull=False)
                | (~Q(outcome=DraftEnd.RECORDED) & Q(report__isnull=True)),
            ),
        )


class PossiblyKnown(models.Model):
    """A person in the records whom a call may be about: for an analyst's eyes, never for the operator's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(CallDraft, models.PROTECT, related_name="possibly_known", db_index=False)
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("draft", "person"), name="possibly_known_once"),
            models.CheckConstraint(
                name="possibly_known_seen_who_when",
                condition=Q(seen_by__isnull=True, seen_at__isnull=True)
                | Q(seen_by__isnull=False, seen_at__isnull=False),
            ),
        )


class Requester(models.Model):
    """Who asked: the mention that made the call its report came from."""

    report = models.OneToOneField("registry.Report", models.PROTECT, primary_key=True, related_name="requester")
    mention = models.OneToOneField("registry.Mention", models.PROTECT, related_name="requester")


class OpenQuestion(models.Model):
    """A question without a value, and why: nobody knew, or nobody asked. Codes only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mention = models.ForeignKey("registry.Mention", models.PROTECT, related_name="open_questions")
    question = models.CharField(max_length=12, choices=Question.choices)
    answer = models.CharField(max_length=12, choices=Unanswered.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("mention", "question"), name="open_question_once"),
            models.CheckConstraint(name="open_question_answer", condition=Q(answer__in=Unanswered.values)),
        )


class Verification(models.Model):
    """What was found out about a requester's identity, or kinship to one child. The latest row holds; none is changed.

    ``words_sealed`` (the source, or the reason) lies under the key of the requester's mention.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    requester = models.ForeignKey(Requester, models.PROTECT, related_name="verifications")
    what = models.CharField(max_length=12, choices=Checked.choices)
    child = models.ForeignKey("registry.Mention", models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=12, choices=CheckResult.choices)
    means = models.CharField(max_length=20, choices=CheckMeans.choices, blank=True)
    words_sealed = models.BinaryField()
    checked_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="verification_kinship_to_a_child",
                condition=Q(what=Checked.IDENTITY, child__isnull=True) | Q(what=Checked.KINSHIP, child__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_says_by_what",
                condition=Q(result=CheckResult.VERIFIED, means__in=CheckMeans.values)
                | Q(result__in=(CheckResult.REFUSED, CheckResult.OPEN)),
            ),
        )
