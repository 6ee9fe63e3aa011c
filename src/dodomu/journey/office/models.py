"""Complaints about staff by children, carers and others, and what is done about them.

Everything that anybody said is sealed under the complaint's own data key. Who may read it is decided in
``queries.complaints``: nobody who is complained about, and nobody of that person's teams.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class Teller(models.TextChoices):
    """Who complains. Nobody has to say their name."""

    CHILD = "child", _("a child or young person")
    CARER = "carer", _("a parent, guardian or other carer")
    RELATIVE = "relative", pgettext_lazy("complaint", "another relative")
    COLLEAGUE = "colleague", _("somebody who works here")
    OTHER = "other", _("somebody else")
    UNNAMED = "unnamed", _("somebody who does not want to be named")


class ComplaintState(models.TextChoices):
    NEW = "new", pgettext_lazy("complaint", "nobody has looked at it yet")
    LOOKING = "looking", pgettext_lazy("complaint", "being looked into")
    ENDED = "ended", pgettext_lazy("complaint", "answered")


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", pgettext_lazy("complaint", "it was so, and something was done")
    PARTLY = "partly", pgettext_lazy("complaint", "it was partly so, and something was done")
    NOT_UPHELD = "not_upheld", pgettext_lazy("complaint", "it was not so")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("complaint", "it could not be established")
    PASSED_ON = "passed_on", pgettext_lazy("complaint", "given to an authority or a body outside")


class Complaint(models.Model):
    """One complaint. ``receipt`` is given to whoever complained, so that they can ask what became of it.

    ``about`` names a colleague where it is known whom; ``about_team`` the team otherwise.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    receipt = models.CharField(max_length=9, unique=True)
    teller = models.CharField(max_length=10, choices=Teller.choices)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about_team = models.ForeignKey("access.Team", models.PROTECT, null=True, related_name="+")
    urgent = models.BooleanField()
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    words_sealed = models.BinaryField()
    who_sealed = models.BinaryField()
    reach_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ComplaintState.choices, default=ComplaintState.NEW)
    outcome = models.CharField(max_length=12, choices=ComplaintOutcome.choices, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(
                name="complaint_ended_how",
                condition=Q(state="ended") & ~Q(outcome="") | Q(state__in=("new", "looking"), outcome=""),
            ),
        )


class ComplaintStep(models.Model):
    """What was done about a complaint, by whom, when, with a note. Never changed."""

    class What(models.TextChoices):
        TAKEN = "taken", _("taken up")
        NOTE = "note", pgettext_lazy("complaint", "looked into")
        ENDED = "ended", pgettext_lazy("complaint step", "answered")
        REOPENED = "reopened", pgettext_lazy("complaint", "looked into again")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=8, choices=What.choices)
    outcome = models.CharField(max_length=12, choices=ComplaintOutcome.choices, blank=True)
    note_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
