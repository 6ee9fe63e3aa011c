"""Fields that several forms of a case share: a paper handed in as a file, an exact day."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.actions.consents import Paper
from dodomu.kit.forms import DayField

KINDS: tuple[tuple[bytes, int, str], ...] = (
    (b"%PDF", 0, "pdf"),
    (b"\xff\xd8\xff", 0, "jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"ftypheic", 4, "heic"),
    (b"ftypheix", 4, "heic"),
)
SOUNDS: tuple[tuple[bytes, int, str], ...] = (
    (b"ID3", 0, "mp3"),
    (b"\xff\xfb", 0, "mp3"),
    (b"OggS", 0, "ogg"),
    (b"RIFF", 0, "wav"),
    (b"fLaC", 0, "flac"),
    (b"ftyp", 4, "mp4"),
    (b"\x1aE\xdf\xa3", 0, "webm"),
)
"""What files begin with, where, and what they are called. The name a file comes with proves nothing."""


def kind_of(start: bytes, kinds: tuple[tuple[bytes, int, str], ...] = KINDS) -> str:
    """What a file is by how it begins; empty when it is none of these.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"PK")
    ('pdf', '')
    """
    return next((name for sign, at, name in kinds if start[at : at + len(sign)] == sign), "")


class PaperField(forms.FileField):
    """A form, scanned or photographed; cleans to a ``Paper`` or None."""

    kinds = KINDS
    wrong = _("This is no PDF and no picture (JPEG, PNG, HEIC). Scan or photograph the form and choose that file.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic"}))
        super().__init__(**kwargs)
        self.error_messages["empty"] = _("The file is empty. Choose another one.")

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return None
        kind = kind_of(cast(bytes, upload.read(16)), self.kinds)
        upload.seek(0)
        if not kind:
            raise ValidationError(self.wrong, code="kind")
        return Paper(upload, upload.name, kind)


class RecordingField(PaperField):
    """A recording: sound, film, or the written record of it."""

    kinds = (*KINDS, *SOUNDS)
    wrong = _("This is no sound, no film, no PDF and no picture that is known here. Choose another file.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput())
        super().__init__(**kwargs)


class SaidDayField(DayField):
    """The day on which something was said or held."""

    vague = _("Here an exact day is needed, for example 5 March 2026.")
    shown = "%d.%m.%Y"
