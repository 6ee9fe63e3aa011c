"""One field on the merge screen: what its author saw, what a colleague made of it, what they typed themselves."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext

from dodomu.base.versions import Value
from dodomu.engine.values.dates import DateNotUnderstood
from dodomu.kit import dates
from dodomu.kit.alphabet import language_of
from dodomu.kit.forms import PartialDateField, understand


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in words; ``lang`` where it is written in letters of a language."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class MergeRow:
    """One field to decide on. ``before`` is None where it is not known what the author saw."""

    field: forms.BoundField
    name: str
    before: Shown | None
    theirs: Shown
    mine: Shown
    typed: Value = dataclasses.field(repr=False)
    chosen: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def keep_name(self) -> str:
        """Name of the choice in the form."""
        return str(self.field.form.add_prefix(f"keep-{self.name}"))

    @property
    def typed_values(self) -> tuple[str, ...]:
        """What was typed, for hidden fields."""
        return self.typed if isinstance(self.typed, tuple) else (self.typed,)


def plain(value: Any) -> Value:
    """What a widget read, as text."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, (list, tuple)):
        return tuple(sorted(str(one) for one in value))
    return str(value).replace("\r\n", "\n").strip()


def canonical(of: forms.Field, value: Value) -> Value:
    """Equal for values that mean the same: one day may be written in many ways."""
    if isinstance(of, PartialDateField) and isinstance(value, str) and value:
        try:
            return understand(value, on=dates.today(), birth=of.birth).edtf
        except DateNotUnderstood:
            return value
    return tuple(sorted(value)) if isinstance(value, tuple) else value


def shown(of: forms.Field, value: Value) -> Shown:
    """A value in the words of its field."""
    if isinstance(of, forms.BooleanField):
        return Shown(gettext("yes") if value else gettext("no"))
    if hasattr(of, "choices"):
        words = _words_of(of.choices)
        given = value if isinstance(value, tuple) else (value,)
        return Shown(", ".join(words.get(one, one) for one in given) or gettext("empty"))
    text = ", ".join(value) if isinstance(value, tuple) else value
    if not text:
        return Shown(gettext("empty"))
    if isinstance(of, PartialDateField):
        edtf = canonical(of, text)
        return Shown(dates.reading(str(edtf)) or text)
    return Shown(text, language_of(text))


def _words_of(choices: Any) -> dict[str, str]:
    words: dict[str, str] = {}
    for code, label in choices:
        if isinstance(label, (list, tuple)):
            words |= _words_of(label)
        else:
            words[str(code)] = str(label)
    return words
