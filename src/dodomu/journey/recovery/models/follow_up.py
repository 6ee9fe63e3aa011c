"""Visits: which are due when, what was seen, and notes that only their author reads."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id
from dodomu.journey.recovery.models.plan import CarePlan


class FollowUpDue(models.Model):
    """A visit that is due. A missed one keeps its day and stays due until the child was seen (``met_at``).

    ``dropped_at``: another row of visits took its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="dues")
    code = models.CharField(max_length=12)
    due_on = models.DateField()
    rule = models.CharField(max_length=24)
    dropped_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=("plan", "due_on"), name="follow_up_of_plan"),)


class How(models.TextChoices):
    HOME = "home", _("visit at home")
    CENTRE = "centre", _("in the centre")
    SCHOOL = "school", _("at school")
    PHONE = "phone", pgettext_lazy("visit", "by telephone")
    VIDEO = "video", _("by video call")
    OTHER = "other", pgettext_lazy("visit", "in another way")


class Seen(models.TextChoices):
    YES = "yes", pgettext_lazy("child seen", "yes")
    HEARD = "heard", pgettext_lazy("child seen", "heard, not seen")
    NO = "no", pgettext_lazy("child seen", "no")


class Alone(models.TextChoices):
    YES = "yes", pgettext_lazy("seen alone", "yes")
    NO = "no", pgettext_lazy("seen alone", "no")
    YOUNG = "young", pgettext_lazy("seen alone", "too young to be seen alone")
    NOT_ASKED = "not_asked", pgettext_lazy("seen alone", "not asked for")


class WhyNot(models.TextChoices):
    """Why a child was not seen, or not alone."""

    AWAY = "away", pgettext_lazy("not seen", "was away for the day")
    MOVED = "moved", pgettext_lazy("not seen", "has moved")
    CARER = "carer", pgettext_lazy("not seen", "the carer did not allow it")
    CHILD = "child", pgettext_lazy("not seen", "the child did not want to")
    ILL = "ill", pgettext_lazy("not seen", "ill or in hospital")
    TAKEN = "taken", pgettext_lazy("not seen", "taken away by somebody")
    DETAINED = "detained", pgettext_lazy("not seen", "detained")
    UNSAFE = "unsafe", pgettext_lazy("not seen", "the way there was not safe")
    NOT_FOUND = "not_found", pgettext_lazy("not seen", "nobody opened or answered")
    OTHER = "other", pgettext_lazy("not seen", "another reason")


class Safety(models.TextChoices):
    """Whether the child is safe, for everybody who works with the child; apart from anybody's notes."""

    SAFE = "safe", pgettext_lazy("safety", "safe")
    CONCERN = "concern", pgettext_lazy("safety", "there is a concern")
    DANGER = "danger", pgettext_lazy("safety", "in danger")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("safety", "cannot tell")


class Visit(models.Model):
    """One visit or attempt. Never changed; a wrong one is put right by another (``corrects``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="visits")
    due = models.ForeignKey(FollowUpDue, models.PROTECT, null=True, related_name="visits")
    held_on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    seen = models.CharField(max_length=6, choices=Seen.choices)
    alone = models.CharField(max_length=10, choices=Alone.choices, blank=True)
    why_not = models.CharField(max_length=10, choices=WhyNot.choices, blank=True)
    safety = models.CharField(max_length=12, choices=Safety.choices)
    summary_sealed = models.BinaryField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-at", "-id")
        constraints = (
            models.CheckConstraint(name="visit_not_seen_says_why", condition=Q(seen="yes") | ~Q(why_not="")),
            models.CheckConstraint(name="visit_seen_says_whether_alone", condition=~Q(seen="yes") | ~Q(alone="")),
            models.CheckConstraint(
                name="visit_not_alone_says_why", condition=~Q(seen="yes", alone="no") | ~Q(why_not="")
            ),
        )


class PrivateNote(models.Model):
    """A note that nobody but its author reads, under a data key of its own. Destroyed with the key, never edited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CarePlan, models.PROTECT, related_name="notes")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    text_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
