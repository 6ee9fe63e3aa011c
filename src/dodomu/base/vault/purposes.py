"""What is made from an original."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why a derivative exists."""

    THUMBNAIL = "thumbnail", _("small picture")
    TEXT = "text", _("text read from it")
    REDACTION = "redaction", _("copy with parts blacked out")
    METADATA = "metadata", _("what the file says of itself")
