"""A status is always an icon, a word and a colour, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dodomu.kit.icons import icon

TONE_ICONS = {
    "well": "check",
    "notice": "half",
    "harm": "alert",
    "act": "arrow-right",
    "unknown": "question",
    "neutral": "more",
}


def tone_icon(tone: str) -> str:
    """The icon a tone has when none is named."""
    return TONE_ICONS.get(tone, "more")


def known_tone(tone: str) -> str:
    return tone if tone in TONE_ICONS else "neutral"


@dataclass(frozen=True, slots=True)
class Status:
    """``tone`` is one of well, notice, harm, act, unknown (hatched) and neutral."""

    word: str | Promise
    tone: str = "neutral"
    icon: str = ""

    def __str__(self) -> str:
        return str(self.word)

    def __html__(self) -> SafeString:
        tone = known_tone(self.tone)
        return format_html(
            '<span class="status tone-{}"><span class="status-mark">{}</span>{}</span>',
            tone, icon(self.icon or tone_icon(tone), 16), self.word,
        )  # fmt: skip
