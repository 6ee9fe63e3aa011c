"""Consent per purpose, person and period; and what the child says about it all. Rows are never changed.

A consent is a line of rows: given or refused first, then corrected or withdrawn by rows that each replace the one before.
The last row of a line is what holds. What it means for the use of the data stands in ``base.access`` (restrictions).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.uses import Use
from dodomu.base.database.ids import new_id


class ConsentState(models.TextChoices):
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Giver(models.TextChoices):
    """Who speaks."""

    CHILD = "child", _("the child")
    MOTHER = "mother", _("the mother")
    FATHER = "father", _("the father")
    GUARDIAN = "guardian", _("a guardian or custodian")
    FOSTER = "foster", _("a foster parent or adoptive parent")
    AUTHORITY = "authority", _("the guardianship authority")
    RELATIVE = "relative", _("another relative, where no one else can be asked")


class Consent(models.Model):
    """One statement: this person consents, refuses or withdraws, for one use, for this period, on this form.

    ``valid_from`` and ``valid_until`` are days in Kyiv, both inclusive. ``kept_sealed`` says where the paper is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="consents")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    line = models.UUIDField(db_index=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    use = models.CharField(max_length=30, choices=Use.choices)
    state = models.CharField(max_length=10, choices=ConsentState.choices)
    giver = models.CharField(max_length=12, choices=Giver.choices)
    giver_name_sealed = models.BinaryField(null=True)
    said_on = models.DateField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    original = models.ForeignKey("vault.Original", models.PROTECT, null=True, related_name="+")
    kept_sealed = models.BinaryField(null=True)
    note_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("person", "use"), name="consent_person_use"),)
        constraints = (
            models.CheckConstraint(name="consent_use_known", condition=Q(use__in=Use.values)),
            models.CheckConstraint(name="consent_giver_known", condition=Q(giver__in=Giver.values)),
            models.CheckConstraint(
                name="consent_state_has_what_it_needs",
                condition=Q(state="given", valid_from__isnull=False)
                & (Q(original__isnull=False) | Q(kept_sealed__isnull=False))
                | Q(state="refused", valid_from__isnull=True, valid_until__isnull=True)
                | Q(state="withdrawn", valid_from__isnull=True, valid_until__isnull=True, replaces__isnull=False),
            ),
            models.CheckConstraint(
                name="consent_period_forward",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="consent_replaces_another", condition=Q(replaces__isnull=True) | ~Q(replaces=F("id"))
            ),
            models.CheckConstraint(
                name="consent_line_begins_with_itself",
                condition=Q(replaces__isnull=True, line=F("id")) | (Q(replaces__isnull=False) & ~Q(line=F("id"))),
            ),
        )


class HowAsked(models.TextChoices):
    """How the child's own view was obtained."""

    FACE_TO_FACE = "face_to_face", _("in a talk, face to face")
    VIDEO = "video", _("by video")
    TELEPHONE = "telephone", _("by telephone")
    MESSAGE = "message", _("in a written message or letter")
    PLAY = "play", _("through play or drawing")
    TRUSTED = "trusted", _("through somebody the child trusts")
    DECLINED = "declined", _("the child was asked and did not want to say")


class Interpreting(models.TextChoices):
    OWN_LANGUAGE = "own_language", _("in the child's own language, nobody needed")
    INTERPRETER = "interpreter", _("with an interpreter")
    SUPPORT = "support", _("with support (sign language, pictures, easy words)")
    MISSING = "missing", _("an interpreter or support was needed and missing")


class ChildView(models.Model):
    """What the child thinks and wants, in the child's own words. A later one is added, none is replaced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="child_views")
    person = models.ForeignKey("registry.Person", models.PROTECT, related_name="+")
    on_edtf = models.CharField(max_length=40)
    on_earliest = models.DateField()
    how = models.CharField(max_length=14, choices=HowAsked.choices)
    interpreting = models.CharField(max_length=14, choices=Interpreting.choices)
    words_sealed = models.BinaryField(null=True)
    present_sealed = models.BinaryField()
    explained_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-on_earliest", "-at", "-id")
        constraints = (
            models.CheckConstraint(name="childview_how_known", condition=Q(how__in=HowAsked.values)),
            models.CheckConstraint(
                name="childview_in_words_or_declined",
                condition=Q(words_sealed__isnull=False) | Q(how=HowAsked.DECLINED),
            ),
        )
