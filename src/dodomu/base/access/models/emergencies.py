"""Break-glass: opening one person's page in an emergency, for a limited time, under an alarm."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.models.people import User
from dodomu.base.database.ids import new_id


class Emergency(models.TextChoices):
    """Why the glass was broken. The code stands in the journal; the words are sealed."""

    DANGER = "danger", _("A child is in danger now")
    ON_THE_ROAD = "on_the_road", _("Something went wrong on the road")
    CARE = "care", _("A child needs medical or psychological help now")
    COLLEAGUE_OUT = "colleague_out", _("The colleague in charge cannot be reached and it cannot wait")
    AUTHORITY = "authority", _("A court or an authority set a deadline that ends today")


class BreakGlass(models.Model):
    """One opening. ``until`` is its time limit from the start; ended earlier, ``ended_at`` says when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="emergencies")
    subject = models.UUIDField(db_index=True)
    why = models.CharField(max_length=20, choices=Emergency.choices)
    reason_sealed = models.BinaryField()
    data_key = models.UUIDField()
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("emergency opening")
        verbose_name_plural = _("emergency openings")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(name="breakglass_has_a_time_limit", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(
                name="breakglass_ends_within_its_limit",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("since"), ended_at__lte=F("until")),
            ),
        ]


class AlarmSeen(models.Model):
    """A data protection officer or director has seen the alarm of one opening."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    emergency = models.ForeignKey(BreakGlass, models.PROTECT, related_name="seen")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(name="alarm_seen_once", fields=["emergency", "user"])]
