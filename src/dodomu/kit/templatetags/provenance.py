"""`{% load provenance %}`: the source of a statement, and a name in Latin letters."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from dodomu.engine.values.transliteration import transliterated
from dodomu.kit import provenance

Text = str | Promise
register = template.Library()


@register.simple_tag
def provenance_of(fact: Any) -> SafeString:
    """The source of anything with ``source``, ``observed``, ``recorded``, ``grade``, ``words`` and ``url``."""
    return provenance.provenance(
        fact.source,
        observed=fact.observed,
        recorded=fact.recorded,
        grade=fact.grade,
        words=fact.words,
        url=fact.url,
    )


@register.simple_tag
def provenance_details(
    source: Text, *, observed: Text = "", recorded: Text = "", grade: str = "", words: str = "", url: str = ""
) -> SafeString:
    """The same, each part by itself."""
    return provenance.provenance(source, observed=observed, recorded=recorded, grade=grade, words=words, url=url)


@register.filter
def latin(text: Any) -> str:
    """A Ukrainian name in Latin letters, as a passport writes it; empty where it is in Latin letters already."""
    given = str(getattr(text, "full", text) or "")
    written = transliterated(given)
    return "" if written == given else written
