"""Who had an exhibit in hand: every hand-over, from whom to whom, confirmed by both."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.evidence.models.exhibit import Exhibit


class Purpose(models.TextChoices):
    """Why an exhibit changes hands."""

    INTAKE = "intake", pgettext_lazy("custody", "taken in")
    STORAGE = "storage", pgettext_lazy("custody", "safe keeping")
    EXAMINATION = "examination", pgettext_lazy("custody", "examination by an expert")
    COURT = "court", pgettext_lazy("custody", "court or investigation")
    COPY = "copy", pgettext_lazy("custody", "copying or translation")
    RETURN = "return", pgettext_lazy("custody", "return to its owner")
    BACK = "back", pgettext_lazy("custody", "back to us")
    OTHER = "other", pgettext_lazy("custody", "another purpose")


class CustodyState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("custody", "waits for whoever receives it")
    RECEIVED = "received", pgettext_lazy("custody", "received")
    REFUSED = "refused", pgettext_lazy("custody", "not received")
    WITHDRAWN = "withdrawn", pgettext_lazy("custody", "taken back before it was received")


class CustodyEvent(models.Model):
    """One hand-over. Each party is a colleague or somebody outside: a name and an organisation, sealed together.

    A colleague confirms by saying so in their own account. Somebody outside confirms by signing a paper, kept in the
    vault: without it nothing given out counts as received, and what came in says openly that nobody signed for it. The
    first row is the intake; what our staff made or found in public has nobody who gave it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="custody")
    seq = models.PositiveIntegerField()
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    giver_sealed = models.BinaryField(null=True)
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    receiver_sealed = models.BinaryField(null=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    place_sealed = models.BinaryField()
    words_sealed = models.BinaryField(null=True)
    happened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CustodyState.choices)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_sealed = models.BinaryField(null=True)
    paper = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    paper_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paper_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("seq",)
        indexes = (models.Index(fields=("state", "receiver"), name="custody_waits_for"),)
        constraints = (
            models.UniqueConstraint(fields=("exhibit", "seq"), name="custody_seq_once"),
            models.UniqueConstraint(fields=("exhibit",), condition=Q(state="waiting"), name="custody_one_waits"),
            models.CheckConstraint(
                name="custody_giver_is_one",
                condition=Q(giver__isnull=False, giver_sealed__isnull=True)
                | Q(giver__isnull=True, giver_sealed__isnull=False)
                | Q(giver__isnull=True, giver_sealed__isnull=True, purpose="intake"),
            ),
            models.CheckConstraint(
                name="custody_receiver_is_one",
                condition=Q(receiver__isnull=False, receiver_sealed__isnull=True)
                | Q(receiver__isnull=True, receiver_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="custody_between_two",
                condition=Q(giver__isnull=True) | Q(receiver__isnull=True) | ~Q(giver=F("receiver")),
            ),
            models.CheckConstraint(
                name="custody_somebody_of_us", condition=Q(giver__isnull=False) | Q(receiver__isnull=False)
            ),
            models.CheckConstraint(
                name="custody_settled_who_when",
                condition=Q(state="waiting", settled_by__isnull=True, settled_at__isnull=True)
                | ~Q(state="waiting") & Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="custody_received_by_its_receiver",
                condition=~Q(state__in=("received", "refused"))
                | Q(receiver__isnull=True)
                | Q(settled_by=F("receiver")),
            ),
            models.CheckConstraint(
                name="custody_outside_signs",
                condition=~Q(state="received") | Q(receiver__isnull=False) | Q(paper__isnull=False),
            ),
            models.CheckConstraint(
                name="custody_paper_who_when",
                condition=Q(paper__isnull=True, paper_by__isnull=True, paper_at__isnull=True)
                | Q(paper__isnull=False, paper_by__isnull=False, paper_at__isnull=False),
            ),
            models.CheckConstraint(
                name="custody_paper_of_outside",
                condition=Q(paper__isnull=True)
                | Q(state__in=("waiting", "received")) & (Q(receiver__isnull=True) | Q(giver_sealed__isnull=False)),
            ),
        )
