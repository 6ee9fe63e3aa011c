"""Template filters for figures of ways: minutes and metres in words."""

from __future__ import annotations

from django import template

from dodomu.journey.missions import corridor_words as words

register = template.Library()


@register.filter
def duration(minutes: int) -> str:
    """3 h 20 min."""
    return words.duration(minutes)


@register.filter
def metres(number: int) -> str:
    """2 km."""
    return words.metres(number)
