"""An original that is evidence: what it is, what is claimed of it and by whom, its copies, who opened it and why.

Everything in words is sealed under the exhibit's own data key, not the case's: what is kept for the child's care can be
destroyed while evidence stays.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from dodomu.base.database.ids import new_id


class ExhibitKind(models.TextChoices):
    """What the original is."""

    PHOTO = "photo", pgettext_lazy("exhibit", "photograph")
    VIDEO = "video", pgettext_lazy("exhibit", "film")
    AUDIO = "audio", pgettext_lazy("exhibit", "sound recording")
    DOCUMENT = "document", pgettext_lazy("exhibit", "document")
    MESSAGE = "message", pgettext_lazy("exhibit", "message or screenshot")
    WEB = "web", pgettext_lazy("exhibit", "web page")
    DEVICE = "device", pgettext_lazy("exhibit", "content of a device")
    OTHER = "other", pgettext_lazy("exhibit", "something else")


class Way(models.TextChoices):
    """How it came to us."""

    HANDED = "handed", pgettext_lazy("exhibit", "handed over in person")
    SENT = "sent", pgettext_lazy("exhibit", "sent to us")
    MADE = "made", pgettext_lazy("exhibit", "made by our staff")
    BODY = "body", pgettext_lazy("exhibit", "given by an authority or another organisation")
    OPEN = "open", pgettext_lazy("exhibit", "found in a public source")
    OTHER = "other", pgettext_lazy("exhibit", "in another way")


class Language(models.TextChoices):
    """The language of what is written or said in it."""

    UK = "uk", pgettext_lazy("exhibit", "Ukrainian")
    RU = "ru", pgettext_lazy("exhibit", "Russian")
    EN = "en", pgettext_lazy("exhibit", "English")
    SEVERAL = "several", pgettext_lazy("exhibit", "several languages")
    OTHER = "other", pgettext_lazy("exhibit", "another language")
    NONE = "none", pgettext_lazy("exhibit", "no words in it")
    UNKNOWN = "unknown", pgettext_lazy("exhibit", "not known")


class Exhibit(models.Model):
    """One original tied to a case. ``number`` is what people write on an envelope: it tells nothing of the child.

    ``intake`` comes with the form: the same form that arrives twice over a bad network makes one exhibit. What was taken
    in wrongly is set aside with a reason; it keeps its number.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    intake = models.UUIDField(unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="exhibits")
    kind = models.CharField(max_length=10, choices=ExhibitKind.choices)
    way = models.CharField(max_length=8, choices=Way.choices)
    language = models.CharField(max_length=8, choices=Language.choices)
    original = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    data_key = models.ForeignKey("keys.DataKey", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True)
    set_aside_sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(name="exhibit_kind_known", condition=Q(kind__in=ExhibitKind.values)),
            models.CheckConstraint(
                name="exhibit_set_aside_who_when_why",
                condition=Q(set_aside_by__isnull=True, set_aside_at__isnull=True, set_aside_sealed__isnull=True)
                | Q(set_aside_by__isnull=False, set_aside_at__isnull=False, set_aside_sealed__isnull=False),
            ),
        )


class About(models.TextChoices):
    """What a claim is about."""

    WHAT = "what", pgettext_lazy("claim", "what it is")
    WHOM = "whom", pgettext_lazy("claim", "from whom it came")
    CAME = "came", pgettext_lazy("claim", "when it came to us")
    MADE_BY = "made_by", pgettext_lazy("claim", "who made it")
    MADE_ON = "made_on", pgettext_lazy("claim", "when it was made")
    MADE_AT = "made_at", pgettext_lazy("claim", "where it was made")
    SHOWS = "shows", pgettext_lazy("claim", "what it shows")


DAYS = (About.CAME, About.MADE_ON)
"""Claims whose value is a date, as far as it is known."""


class ClaimSource(models.TextChoices):
    """Who or what says so."""

    GIVER = "giver", pgettext_lazy("claim", "whoever gave it")
    ITSELF = "itself", pgettext_lazy("claim", "it is written on it or in it")
    FILE = "file", pgettext_lazy("claim", "the data inside the file")
    STAFF = "staff", pgettext_lazy("claim", "a colleague saw it")
    CHILD = "child", pgettext_lazy("claim", "the child")
    DOCUMENT = "document", pgettext_lazy("claim", "another document")
    OTHER = "other", pgettext_lazy("claim", "another source")


class Claim(models.Model):
    """Something that is said of an exhibit, and who says so. Never changed; what contradicts it stands beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="claims")
    about = models.CharField(max_length=8, choices=About.choices)
    value_sealed = models.BinaryField()
    source = models.CharField(max_length=10, choices=ClaimSource.choices)
    words_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(name="claim_about_known", condition=Q(about__in=About.values)),
            models.CheckConstraint(name="claim_source_known", condition=Q(source__in=ClaimSource.values)),
        )


class CopyKind(models.TextChoices):
    """What was made of an original."""

    REDACTED = "redacted", pgettext_lazy("copy", "redacted copy")
    TRANSCRIPT = "transcript", pgettext_lazy("copy", "transcript")
    TRANSLATION = "translation", pgettext_lazy("copy", "translation")
    READABLE = "readable", pgettext_lazy("copy", "readable copy")


class Removed(models.TextChoices):
    """What a redaction took away."""

    NAMES = "names", pgettext_lazy("removed", "names")
    FACES = "faces", pgettext_lazy("removed", "faces")
    VOICES = "voices", pgettext_lazy("removed", "voices")
    PLACES = "places", pgettext_lazy("removed", "places and addresses")
    NUMBERS = "numbers", pgettext_lazy("removed", "numbers of documents and telephones")
    THIRD = "third", pgettext_lazy("removed", "what concerns other people")
    HIDDEN = "hidden", pgettext_lazy("removed", "data inside the file")
    OTHER = "other", pgettext_lazy("removed", "something else")


class Derivative(models.Model):
    """A copy made of an exhibit elsewhere and brought here: with which tool and version, and what was taken away.

    ``removed`` holds codes of ``Removed`` with commas between them; only a redacted copy has any.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    intake = models.UUIDField(unique=True)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="derivatives")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=CopyKind.choices)
    original = models.ForeignKey("vault.Original", models.PROTECT, related_name="+")
    tool_sealed = models.BinaryField()
    removed = models.CharField(max_length=80, blank=True)
    words_sealed = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("exhibit", "number"), name="derivative_number_once"),
            models.CheckConstraint(
                name="derivative_redacted_says_what",
                condition=Q(kind="redacted") & ~Q(removed="") | ~Q(kind="redacted") & Q(removed=""),
            ),
        )


class OpenedFor(models.TextChoices):
    """Why an original is opened."""

    CASE = "case", pgettext_lazy("opened for", "the work on the case")
    DESCRIBE = "describe", pgettext_lazy("opened for", "to describe or translate it")
    REDACT = "redact", pgettext_lazy("opened for", "to make a redacted copy")
    COURT = "court", pgettext_lazy("opened for", "a court or an investigation")
    CHECK = "check", pgettext_lazy("opened for", "to check that it is unchanged")
    OTHER = "other", pgettext_lazy("opened for", "another reason")


class Opening(models.Model):
    """Somebody opened an exhibit or a copy of it, and why. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="openings")
    derivative = models.ForeignKey(Derivative, models.PROTECT, null=True, related_name="openings")
    purpose = models.CharField(max_length=10, choices=OpenedFor.choices)
    reason_sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")


class Bears(models.TextChoices):
    """What an exhibit does for a fact."""

    SUPPORTS = "supports", pgettext_lazy("exhibit and fact", "supports it")
    CONTRADICTS = "contradicts", pgettext_lazy("exhibit and fact", "speaks against it")


class FactLink(models.Model):
    """An exhibit bears on a stated fact, whose source is its report. Ended, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="links")
    fact = models.ForeignKey("registry.Fact", models.PROTECT, related_name="+")
    bears = models.CharField(max_length=12, choices=Bears.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("exhibit", "fact"), condition=Q(ended_at__isnull=True), name="fact_link_once"
            ),
            models.CheckConstraint(
                name="fact_link_ended_who_when",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        )
