"""What a child needs, what every carer must know, what nobody asks the child, and sheets that were handed on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.reception.models.arrivals import Arrival


class NeedState(models.TextChoices):
    OPEN = "open", pgettext_lazy("need", "open")
    MET = "met", pgettext_lazy("need", "met")
    NOT_NEEDED = "not_needed", pgettext_lazy("need", "no longer needed")


class Need(models.Model):
    """One thing a child needs. ``kind`` and ``urgency`` are codes of ``data/needs.csv`` and ``data/urgencies.csv``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=24)
    urgency = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_note_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("due_at", "id")
        indexes = (models.Index(fields=("arrival", "state"), name="need_of_arrival"),)
        constraints = (
            models.CheckConstraint(
                name="need_ended_who_when",
                condition=Q(state="open", ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=("met", "not_needed"), ended_by__isnull=False, ended_at__isnull=False),
            ),
        )


class NeedReferral(models.Model):
    """Which referral answers a need. Who made it, when, and how it stands is with the sending."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals")
    sending = models.OneToOneField("cases.Sending", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)


class ParticularKind(models.TextChoices):
    """What whoever looks after the child must know on the first evening."""

    LANGUAGE = "language", _("Language the child speaks best")
    INTERPRETER = "interpreter", _("Interpreter")
    DIET = "diet", _("Food and diet")
    RELIGION = "religion", _("Religion and customs")
    ALLERGIES = "allergies", _("Allergies")
    MEDICINES = "medicines", _("Medicines")
    CHRONIC = "chronic", _("Long illnesses and disability")


class Answer(models.TextChoices):
    """Nothing, not known and not asked are three answers."""

    SOMETHING = "something", pgettext_lazy("particular", "yes, namely")
    NOTHING = "nothing", pgettext_lazy("particular", "asked: nothing")
    UNKNOWN = "unknown", pgettext_lazy("particular", "unknown: we asked, nobody could say")
    NOT_ASKED = "not_asked", pgettext_lazy("particular", "not asked")


class Particular(models.Model):
    """One answer about one child; never changed, a later row of the same kind counts instead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ParticularKind.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("case", "kind"), name="particular_of_case"),)
        constraints = (
            models.CheckConstraint(
                name="particular_says_what",
                condition=Q(answer="something", words_sealed__isnull=False)
                | ~Q(answer="something") & Q(words_sealed__isnull=True),
            ),
        )


class WhyNot(models.TextChoices):
    ASKED = "asked", _("already told, and written down")
    HURTS = "hurts", _("hurts to speak of")


class Topic(models.Model):
    """What nobody asks the child, for all who open the child's page. Its code is sealed; there is no content in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    topic_sealed = models.BinaryField()
    why = models.CharField(max_length=6, choices=WhyNot.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                name="topic_ended_who_when_why",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True, ended_reason_sealed__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False, ended_reason_sealed__isnull=False),
            ),
        )


class SheetOut(models.Model):
    """A hand-over sheet that left as a file: for what, with the name or not, and the digest of its bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="sheets")
    purpose = models.CharField(max_length=12)
    languages = models.CharField(max_length=8)
    named = models.BooleanField()
    clinical = models.BooleanField()
    digest = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
