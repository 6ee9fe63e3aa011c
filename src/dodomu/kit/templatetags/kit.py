"""`{% load kit %}`: dates in words, languages of names, changed addresses, icons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms, template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dodomu.engine.values.dates import DateNotUnderstood, PartialDate
from dodomu.kit import dates
from dodomu.kit.address import changed
from dodomu.kit.alphabet import language_of, language_of_words
from dodomu.kit.forms import NOT_ASKED, UNKNOWN, PartialDateField, understand
from dodomu.kit.handbook import GLOSSARY_NAME, term
from dodomu.kit.icons import icon as draw
from dodomu.kit.status import Status, known_tone, tone_icon

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """14 Mar 2025, 14:02 EET (Kyiv)."""
    return dates.moment_in_words(at) if at else ""


@register.filter
def kyiv_day(at: datetime | None) -> str:
    return dates.kyiv_day(at) if at else ""


@register.filter
def hour(at: datetime | None) -> str:
    """14:02 EET."""
    return dates.hour_in_words(at) if at else ""


@register.filter
def age_of(at: datetime | None) -> str:
    """12 minutes ago."""
    return dates.age_in_words(at) if at else ""


@register.filter
def partial_date(value: PartialDate | str | None) -> str:
    """Spring 2014 (1 Mar 2014 – 31 May 2014)."""
    return dates.reading(value)


@register.filter
def lang_of(name: Any) -> str:
    """The language tag of a name value or a text; empty when it has no letters."""
    return language_of(str(getattr(name, "full", name) or ""))


@register.filter
def full_name(name: Any) -> str:
    return str(getattr(name, "full", name) or "")


@register.filter
def is_unknown(code: Any) -> bool:
    """Whether a choice is one of the two ways of not knowing."""
    return code in (UNKNOWN, NOT_ASKED)


@register.filter
def read_back(field: forms.BoundField) -> str:
    """How the date in this field was understood, for a form that comes back or opens with a value."""
    if not isinstance(field.field, PartialDateField) or field.errors:
        return ""
    try:
        text = str(field.value() or "").strip()
        return dates.reading(understand(text, on=dates.today(), birth=field.field.birth)) if text else ""
    except DateNotUnderstood:
        return ""


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The current query string, changed; ``None`` drops a parameter."""
    return changed(context["request"].GET, **changes)


@register.simple_tag
def icon(name: str, size: int | str = 20, label: str = "", extra: str = "") -> SafeString:
    return draw(name, size, label, extra)


@register.simple_tag
def icon_of(tone: str, name: str = "", size: int | str = 20) -> SafeString:
    """The named icon, or the one that belongs to the tone."""
    return draw(name or tone_icon(tone), size)


@register.filter
def tone_class(tone: str | None) -> str:
    return f"tone-{known_tone(tone or '')}"


@register.simple_tag
def status_of(status: Status | None, word: str, tone: str, icon: str = "") -> SafeString:
    """A status given as a value, or built from its parts."""
    return (status or Status(word, tone, icon)).__html__()


@register.simple_tag
def lang_attribute(text: Any) -> SafeString:
    """``lang="…"`` for text in letters of a known script."""
    language = lang_of(text)
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.filter
def said(text: Any) -> SafeString:
    """Sentences somebody wrote (a reason, a note, the words of a source), in a ``span`` that says their language."""
    language = language_of_words(str(text or ""))
    return format_html('<span lang="{}">{}</span>', language, text) if language else format_html("{}", text or "")


@register.simple_tag
def local_time(at: datetime, zone: str, place: str = "") -> str:
    """The time where it happened, where that differs from Kyiv."""
    return dates.local_in_words(at, zone, place)


@register.simple_tag
def term_of(code: str) -> dict[str, str] | None:
    """A word of the glossary in the reader's language: ``word``, ``meaning`` and the ``url`` of its line there."""
    found = term(code)
    if found is None:
        return None
    language = get_language() or ""
    try:
        page = reverse("entry:help_page", args=[GLOSSARY_NAME])
    except NoReverseMatch:
        page = ""
    return {"word": found.word(language), "meaning": found.meaning(language), "url": f"{page}#term-{found.code}"}
