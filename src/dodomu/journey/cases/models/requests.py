"""What people ask about the data kept on a child: to see it (the whole file), or to have it put right."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.transfers import Sending


class RequestKind(models.TextChoices):
    ACCESS = "access", _("to see the whole file")
    RECTIFICATION = "rectification", _("to correct a fact")


class Requester(models.TextChoices):
    """Who asks, in relation to the child."""

    SUBJECT = "subject", _("the child")
    PARENT = "parent", _("a parent with parental rights")
    GUARDIAN = "guardian", _("a guardian or custodian")
    REPRESENTATIVE = "representative", _("a lawyer or other representative with power of attorney")


class IdentityProof(models.TextChoices):
    """How it was made sure that the requester is who they say, and may ask."""

    DOCUMENT = "document", _("identity document seen")
    DOCUMENTS_OF_RIGHT = "documents_of_right", _("identity document and proof of the right to act for the child seen")
    SIGNATURE = "signature", _("qualified electronic signature checked")
    KNOWN = "known", _("known to two of our staff in person")


class RequestState(models.TextChoices):
    OPEN = "open", _("open")
    COMPILED = "compiled", _("compiled, waits for a second person")
    RELEASED = "released", _("released to the requester")
    ACCEPTED = "accepted", _("accepted and put right")
    REFUSED = "refused", _("refused with a reason")


ANSWERED = (RequestState.RELEASED, RequestState.ACCEPTED, RequestState.REFUSED)


class DataRequest(models.Model):
    """One request. Who asked, what for and until when are fixed (a database trigger); the answer comes later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=16, choices=RequestKind.choices)
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    fact = models.ForeignKey("registry.Fact", models.PROTECT, null=True, related_name="+")
    requester = models.CharField(max_length=16, choices=Requester.choices)
    identity = models.CharField(max_length=20, choices=IdentityProof.choices)
    language = models.CharField(max_length=2)
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    requester_sealed = models.BinaryField()
    asked_sealed = models.BinaryField()
    warnings_read = models.PositiveSmallIntegerField(default=0)
    received_on = models.DateField()
    due_at = models.DateTimeField()
    due_rule = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.choices)
    file = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    compiled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    compiled_at = models.DateTimeField(null=True)
    new_fact = models.ForeignKey("registry.Fact", models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    not_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("state", "due_at"), name="request_state_due"),)
        constraints = (
            models.CheckConstraint(name="request_state_known", condition=Q(state__in=RequestState.values)),
            models.CheckConstraint(
                name="request_correction_names_a_fact",
                condition=Q(kind="access", fact__isnull=True, new_fact__isnull=True)
                | Q(kind="rectification", fact__isnull=False),
            ),
            models.CheckConstraint(
                name="request_compiled_who_when_what",
                condition=Q(compiled_by__isnull=True, compiled_at__isnull=True, file__isnull=True)
                | Q(compiled_by__isnull=False, compiled_at__isnull=False, file__isnull=False),
            ),
            models.CheckConstraint(
                name="request_answered_who_when",
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, state__in=("open", "compiled"))
                | Q(answered_by__isnull=False, answered_at__isnull=False, state__in=ANSWERED),
            ),
            models.CheckConstraint(
                name="request_released_by_another",
                condition=~Q(state="released")
                | (Q(kind="access", file__isnull=False) & (Q(not_confirmed=True) | ~Q(compiled_by=F("answered_by")))),
            ),
            models.CheckConstraint(
                name="request_accepted_is_a_correction", condition=~Q(state="accepted") | Q(kind="rectification")
            ),
        )


class RequestEvent(models.Model):
    """One dated step of a request, with the words that belong to it."""

    class What(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        COMPILED = "compiled", _("file compiled")
        SENT_BACK = "sent_back", _("sent back by the second person")
        RELEASED = "released", _("released")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        OPENED = "opened", _("compiled file opened")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    reason_sealed = models.BinaryField(null=True)
    file = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class RecipientTold(models.Model):
    """A receiver of what turned out wrong was told of the correction."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="told")
    sending = models.ForeignKey(Sending, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("request", "sending"), name="recipient_told_once"),)
