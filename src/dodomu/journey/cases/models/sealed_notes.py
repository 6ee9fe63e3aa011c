"""A note on a case that only named persons can open: an account of violence, the address of a shelter."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id


class WhyOpened(models.TextChoices):
    """Why a sealed note is opened. The code stands in the journal."""

    CARE = "to_care", _("The child's care needs it now")
    SAFETY = "to_protect", _("Somebody's safety is at stake")
    SPARE = "to_spare", _("So that the child is not asked again")
    COURT = "for_court", _("For a court or an investigation")
    CHILD = "child_asked", _("The child asked for it")
    READERS = "to_check", _("To check who has to be able to open it")


class SealedNote(models.Model):
    """That there is one, of which case, by whom. Its words are in ``base.keys``, sealed to persons; nothing here tells them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="sealed_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
