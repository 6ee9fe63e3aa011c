"""A column: where its value comes from, how it is shown, sorted and exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from dodomu.engine.values.dates import PartialDate
from dodomu.kit import dates
from dodomu.kit.alphabet import language_of, ukrainian_key
from dodomu.kit.status import Status

Kind = Literal["text", "number", "moment", "day", "partial_date", "name", "status", "yes_no"]
Read = Callable[[Any], Any]
Choice = tuple[str, str | Promise]
NUMBERS = (int, float, Decimal)


@dataclass(frozen=True)
class Column:
    """``value`` is a dotted attribute path or a callable of the row; an empty one is the column's name.

    ``sort`` False: not sortable; a callable gives the sort key. ``hidden`` columns are off until chosen, ``fixed``
    ones cannot be switched off.
    """

    name: str
    label: str | Promise
    value: str | Read = ""
    kind: Kind = "text"
    sort: bool | Read = True
    link: Callable[[Any], str] | None = None
    template: str = ""
    export: Read | None = None
    hidden: bool = False
    fixed: bool = False

    def value_of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        return reduce(_step, (self.value or self.name).split("."), row)

    def sort_key(self, row: Any) -> tuple[bool, Any]:
        """Unknown values come last, texts follow the Ukrainian alphabet."""
        value = self.sort(row) if callable(self.sort) else self.value_of(row)
        return (True, ()) if value in (None, "") else (False, _comparable(value))

    def html_of(self, row: Any) -> SafeString:
        """What stands in the cell, escaped."""
        value = self.value_of(row)
        if self.template:
            shown = SafeString(render_to_string(self.template, {"row": row, "value": value}).strip())
        else:
            shown = _shown(value, self.kind)
        target = self.link(row) if self.link and shown else ""
        return format_html('<a href="{}">{}</a>', target, shown) if target else shown

    def plain_of(self, row: Any) -> Any:
        """What stands in an exported cell: text, or a number as a number."""
        return self.export(row) if self.export else _plain(self.value_of(row))


@dataclass(frozen=True)
class Filter:
    """A choice of codes that lives in the address. Never typed text: addresses end up in logs."""

    name: str
    label: str | Promise
    choices: Sequence[Choice] | Callable[[], Sequence[Choice]]

    def options(self) -> Sequence[Choice]:
        return self.choices() if callable(self.choices) else self.choices

    def label_of(self, code: str) -> str | Promise | None:
        """The word for a code, or ``None`` for a code that does not exist."""
        return dict(self.options()).get(code)


def _step(value: Any, name: str) -> Any:
    if value is None:
        return None
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _comparable(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.earliest, value.latest
    if isinstance(value, (*NUMBERS, date)):
        return value
    return ukrainian_key(_text(value))


def _text(value: Any) -> str:
    """A name value gives its full form."""
    return str(getattr(value, "full", value))


def _shown(value: Any, kind: Kind) -> SafeString:
    if value is None or value == "":
        return SafeString("")
    if isinstance(value, bool) or kind == "yes_no":
        return conditional_escape(_yes_no(bool(value)))
    if isinstance(value, Status):
        return value.__html__()
    if isinstance(value, datetime):
        words = dates.moment_in_words(value, brief=True) if kind == "moment" else dates.kyiv_day(value)
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.day_in_words(value))
    if isinstance(value, PartialDate) or kind == "partial_date":
        return format_html('<span title="{}">{}</span>', dates.reading(value), dates.reading(value, brief=True))
    if isinstance(value, NUMBERS):
        return conditional_escape(number_format(value, use_l10n=True, force_grouping=True))
    return _name(_text(value)) if kind == "name" else conditional_escape(_text(value))


def _name(text: str) -> SafeString:
    language = language_of(text)
    if not language or language == get_language():
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


def _yes_no(value: bool) -> str:
    return gettext("yes") if value else gettext("no")


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(dates.KYIV):%Y-%m-%d %H:%M %Z}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.edtf
    return value if isinstance(value, NUMBERS) else _text(value)
