"""Lists received from others: one row per list, and the column choices remembered for each source.

Neither table holds a word of the list itself: headings and rows stay in the vault, in the original. A list
without headings would otherwise leave its first child's name in a column called "heading".
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dodomu.base.database.ids import new_id


class BatchStatus(models.TextChoices):
    STAGED = "staged", _("Waiting for confirmation")
    RUNNING = "running", _("Being imported")
    FINISHED = "finished", _("Imported")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ImportBatch(models.Model):
    """One list: its original, how its columns were read, and how far the import has come.

    ``next_row`` is the first row (counted from 0 below the heading) that no transaction has written yet; it
    moves in the same transaction as the rows before it. ``mapping`` holds one field code per column.
    ``findings`` holds the messages of the dry run as row numbers and codes, never a value.
    """

    Status = BatchStatus

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey("registry.Source", models.PROTECT, related_name="batches")
    original = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    layout = models.JSONField(default=dict)
    mapping = models.JSONField(default=list)
    list_date = models.DateField(null=True)
    status = models.CharField(max_length=12, choices=BatchStatus.choices, default=BatchStatus.STAGED)
    rows_total = models.PositiveIntegerField(default=0)
    next_row = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    findings = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    reason_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("-at",)
        indexes = (models.Index(fields=("status", "-at"), name="import_status_at"),)
        constraints = (
            models.CheckConstraint(
                name="import_next_row_within", condition=models.Q(next_row__lte=models.F("rows_total"))
            ),
            models.CheckConstraint(
                name="import_confirmed_who_when",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_withdrawn_who_when",
                condition=models.Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, reason_sealed__isnull=True)
                | models.Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, reason_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="import_begun_was_confirmed",
                condition=models.Q(status=BatchStatus.STAGED, next_row=0)
                | models.Q(confirmed_at__isnull=False)
                | models.Q(status=BatchStatus.WITHDRAWN),
            ),
        )


class ColumnChoice(models.Model):
    """What a source means by a heading: the choice a person confirmed, reused for its next list.

    ``heading_key`` is an HMAC of the folded heading; the heading itself is not kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey("registry.Source", models.CASCADE, related_name="+")
    heading_key = models.BinaryField(max_length=32)
    field = models.CharField(max_length=32)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "heading_key"), name="column_choice_once_per_heading"),
        )
