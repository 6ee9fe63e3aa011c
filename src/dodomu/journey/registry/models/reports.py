"""What was said: reports, mentions, facts. Triggers keep every row as it was written."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dodomu.base.database.ids import new_id
from dodomu.journey.registry.vocabulary import ChangedPart, Channel, Consent, MentionRole, RelationKind


class Source(models.Model):
    """Where statements come from: a list by its name, or a kind of person ("statement of a parent").

    ``name`` stands in the clear: it names a list or an office, never a private person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=24)
    grade = models.CharField(max_length=2)
    created_at = models.DateTimeField()


class Report(models.Model):
    """One statement received. ``fingerprint`` recognises the same statement of the same source when it comes again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    source = models.ForeignKey(Source, models.PROTECT, related_name="reports", db_index=False)
    batch = models.ForeignKey("registry.ImportBatch", models.PROTECT, null=True, related_name="reports")
    row_number = models.PositiveIntegerField(null=True)
    reporter_sealed = models.BinaryField(null=True)
    payload_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    grade = models.CharField(max_length=2)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    original = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+", db_index=False)
    fingerprint = models.BinaryField(max_length=16)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "fingerprint"), name="report_once_per_source"),
            models.CheckConstraint(
                name="report_row_has_batch",
                condition=models.Q(row_number__isnull=True) | models.Q(batch__isnull=False),
            ),
        )


class Mention(models.Model):
    """One person as one report speaks of them. ``own_person`` is the person it belonged to from the start."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="mentions")
    role = models.CharField(max_length=12, choices=MentionRole.choices)
    position = models.PositiveSmallIntegerField()
    own_person = models.ForeignKey("registry.Person", models.PROTECT, related_name="own_mentions")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("report_id", "position")


class Fact(models.Model):
    """One stated attribute of a mention, its value sealed under the mention's key together with "observed on".

    A correction is a new fact of the same mention that supersedes this one and says why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mention = models.ForeignKey(Mention, models.PROTECT, related_name="facts")
    attribute = models.CharField(max_length=24)
    value_sealed = models.BinaryField()
    words_sealed = models.BinaryField(null=True)
    precision = models.CharField(max_length=12, blank=True)
    compartment = models.CharField(max_length=12, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")
    reason_sealed = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="fact_correction_has_reason",
                condition=models.Q(supersedes__isnull=True) | models.Q(reason_sealed__isnull=False),
            ),
        )


class Relation(models.Model):
    """``from_mention`` is the ``kind`` of ``to_mention``, as one report says."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="relations", db_index=False)
    from_mention = models.ForeignKey(Mention, models.PROTECT, related_name="relations_from")
    to_mention = models.ForeignKey(Mention, models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=12, choices=RelationKind.choices)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="relation_between_two", condition=~models.Q(from_mention=models.F("to_mention"))
            ),
        )


class IdentityChange(models.Model):
    """A forced change of name, birth date, birth place or citizenship: old, new, when and by which act, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="identity_changes", db_index=False)
    mention = models.ForeignKey(Mention, models.PROTECT, related_name="identity_changes")
    what = models.CharField(max_length=12, choices=ChangedPart.choices)
    sealed = models.BinaryField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class Withdrawal(models.Model):
    """A report or a fact that no longer counts, and why. It stays readable; it is never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="withdrawal")
    fact = models.OneToOneField(Fact, models.PROTECT, null=True, related_name="withdrawal")
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="withdrawal_of_one_thing",
                condition=models.Q(report__isnull=True, fact__isnull=False)
                | models.Q(report__isnull=False, fact__isnull=True),
            ),
        )
