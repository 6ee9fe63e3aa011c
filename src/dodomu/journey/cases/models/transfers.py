"""What leaves a case for somebody else: outside bodies, and referrals, transfers and enquiries with their steps.

The package that was sent is sealed under a key of its own and kept as an original in the vault; it never changes.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case


class BodyKind(models.TextChoices):
    """What an outside body is."""

    AUTHORITY = "authority", _("authority")
    CHILD_SERVICES = "child_services", _("children's services")
    POLICE = "police", _("police or prosecutor")
    COURT = "court", _("court")
    HEALTH = "health", _("clinic or doctor")
    SCHOOL = "school", _("school or kindergarten")
    LEGAL_AID = "legal_aid", _("legal aid")
    RED_CROSS = "red_cross", _("Red Cross or Red Crescent")
    INTERNATIONAL = "international", _("international organisation")
    NGO = "ngo", _("non-governmental organisation")
    OTHER = "other", _("another body")


class Way(models.TextChoices):
    """By which way something travels between us and an outside body."""

    SECURE = "secure", _("secure exchange")
    HAND = "hand", _("handed over in person")
    POST = "post", _("post")
    EMAIL = "email", _("encrypted e-mail")
    PHONE = "phone", _("telephone")


class SendingKind(models.TextChoices):
    REFERRAL = "referral", _("referral")
    TRANSFER = "transfer", _("transfer")
    ENQUIRY = "enquiry", _("enquiry")


class SendingState(models.TextChoices):
    """Where a sending stands; ``data/sending_moves.csv`` says which state follows which."""

    WAITING = "waiting", _("waits for a second person")
    DECLINED = "declined", _("not confirmed, not sent")
    SENT = "sent", pgettext_lazy("a referral", "sent")
    ACCEPTED = "accepted", pgettext_lazy("a referral", "accepted")
    REFUSED = "refused", pgettext_lazy("a referral", "refused")
    DONE = "done", pgettext_lazy("a referral", "done")
    REVOKED = "revoked", pgettext_lazy("a referral", "revoked")
    ANSWERED = "answered", pgettext_lazy("an enquiry", "answered")
    NO_ANSWER = "no_answer", pgettext_lazy("an enquiry", "no answer")


NEVER_SENT = (SendingState.WAITING, SendingState.DECLINED, SendingState.REVOKED)


class Basis(models.TextChoices):
    """Why data about the child may go to the receiver."""

    CONSENT = "consent", _("consent for this purpose")
    VITAL = "vital", _("vital interests: life or health is in danger")
    BEST_INTERESTS = "best_interests", _("the child's best interests, without consent")


class Body(models.Model):
    """An outside body. ``name`` stands in the clear: it names an office, never a private person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=BodyKind.choices)
    name = models.CharField(max_length=120, unique=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    contact_sealed = models.BinaryField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="body_kind_known", condition=Q(kind__in=BodyKind.values)),
            models.CheckConstraint(
                name="body_changed_who_when",
                condition=Q(changed_by__isnull=True, changed_at__isnull=True)
                | Q(changed_by__isnull=False, changed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="body_closed_who_when",
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
        )


class Sending(models.Model):
    """A referral (a service is asked, the case stays), a transfer (responsibility moves) or an enquiry out.

    Everything but the state and the second person's answer is fixed when it is written (a database trigger).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=10, choices=SendingKind.choices)
    from_team = models.ForeignKey("access.Team", models.PROTECT, related_name="+")
    to_team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    to_body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="sendings")
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    profile = models.CharField(max_length=24)
    purpose = models.CharField(max_length=24)
    basis = models.CharField(max_length=16, choices=Basis.choices)
    consent_ref = models.UUIDField(null=True)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    asked_sealed = models.BinaryField()
    basis_reason_sealed = models.BinaryField(null=True)
    package_sealed = models.BinaryField()
    original = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    page = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    warnings_read = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SendingState.choices)
    sent_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    not_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("to_team", "state"), name="sending_team_state"),
            models.Index(fields=("case", "-at"), name="sending_case_at"),
            models.Index(fields=("state", "due_at"), name="sending_state_due"),
        )
        constraints = (
            models.CheckConstraint(name="sending_state_known", condition=Q(state__in=SendingState.values)),
            models.CheckConstraint(
                name="sending_to_one_receiver",
                condition=Q(to_team__isnull=True, to_body__isnull=False)
                | Q(to_team__isnull=False, to_body__isnull=True),
            ),
            models.CheckConstraint(
                name="sending_not_to_itself", condition=Q(to_team__isnull=True) | ~Q(to_team=F("from_team"))
            ),
            models.CheckConstraint(
                name="sending_enquiry_outside_and_due",
                condition=~Q(kind="enquiry") | Q(to_body__isnull=False, due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sending_basis_is_shown",
                condition=Q(basis="consent", consent_ref__isnull=False)
                | (~Q(basis="consent") & Q(basis_reason_sealed__isnull=False)),
            ),
            models.CheckConstraint(
                name="sending_second_is_another",
                condition=Q(second_by__isnull=True, second_at__isnull=True)
                | (Q(second_by__isnull=False, second_at__isnull=False) & ~Q(second_by=F("by"))),
            ),
            models.CheckConstraint(
                name="sending_without_consent_takes_two",
                condition=Q(sent_at__isnull=True)
                | Q(basis="consent")
                | Q(second_by__isnull=False)
                | Q(not_confirmed=True),
            ),
            models.CheckConstraint(
                name="sending_sent_when", condition=Q(sent_at__isnull=False) | Q(state__in=NEVER_SENT)
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(kind="transfer", state__in=("waiting", "sent")),
                name="sending_one_transfer_at_a_time",
            ),
        )


class SendingEvent(models.Model):
    """One dated step of a sending. ``named_sealed``: who answered for an outside body; ``way``: how the answer came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="events")
    state = models.CharField(max_length=10, choices=SendingState.choices)
    on = models.DateField()
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    named_sealed = models.BinaryField(null=True)
    reason_sealed = models.BinaryField(null=True)
    report = models.ForeignKey("registry.Report", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("sending", "state"), name="sending_state_once"),
            models.CheckConstraint(
                name="sending_report_is_an_answer", condition=Q(report__isnull=True) | Q(state="answered")
            ),
        )
