"""What clocks start from and what people said about them. The clocks themselves are computed, never stored."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id
from dodomu.journey.cases.models.case import Case


class DocumentKind(models.TextChoices):
    CERTIFICATE_FOR_RETURN = "certificate_for_return", _("certificate for return")
    POWER_OF_ATTORNEY = "power_of_attorney", _("power of attorney")


class CaseDocument(models.Model):
    """A dated paper, as far as its clock needs it: who holds it, issued on, valid until. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=24, choices=DocumentKind.choices)
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    holder_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.CheckConstraint(
                name="document_has_the_date_its_clock_needs",
                condition=Q(kind="certificate_for_return", issued_on__isnull=False)
                | Q(kind="power_of_attorney", valid_until__isnull=False),
            ),
            models.CheckConstraint(
                name="document_ends_after_issue",
                condition=Q(issued_on__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=models.F("issued_on")),
            ),
        )


class ClockMark(models.Model):
    """What a person said about one clock: met, moved to another time, or set aside. The latest counts; none changes.

    ``start_ref`` is the row that the clock started from. ``due_at`` keeps when it was due at that moment (for a moved
    one: the new time), so that a rule of later years never rewrites it.
    """

    class Kind(models.TextChoices):
        MET = "met", _("met")
        MOVED = "moved", _("moved")
        SET_ASIDE = "set_aside", _("set aside")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_marks")
    code = models.CharField(max_length=24)
    start_ref = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_at = models.DateTimeField()
    whole_day = models.BooleanField()
    done_at = models.DateTimeField(null=True)
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("case", "code", "start_ref"), name="clock_mark_of_start"),)
        constraints = (
            models.CheckConstraint(
                name="clock_mark_met_when",
                condition=Q(kind="met", done_at__isnull=False)
                | Q(kind__in=("moved", "set_aside"), done_at__isnull=True),
            ),
        )


class NextDue(models.Model):
    """What is due next in an open case, so that ten thousand of them can be sorted. Written anew with every act.

    The 18th birthday is left out: its date in the clear would tell the date of birth.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="next_due")
    due_at = models.DateTimeField(null=True, db_index=True)
    what = models.CharField(max_length=24, blank=True)
    rules = models.CharField(max_length=16)
