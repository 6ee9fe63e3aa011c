"""The source of a statement, opened by a tap. Written here and not as a component: a page shows hundreds of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from dodomu.kit.alphabet import language_of
from dodomu.kit.icons import icon

Text = str | Promise


def provenance(
    source: Text, *, observed: Text = "", recorded: Text = "", grade: str = "", words: str = "", url: str = ""
) -> SafeString:
    """A ``<details>`` element: where a statement comes from, of which day it is, when it was recorded."""
    label = _labels(get_language())
    named, day = escape(str(source)), escape(str(observed))
    said = f"<q{_lang(words)}>{escape(words)}</q>" if words else ""
    lines: list[tuple[str, str]] = [
        (label.source, named),
        (label.observed, day),
        (label.recorded, escape(str(recorded))),
        (label.grade, escape(grade)),
        (label.words, said),
    ]
    body = "".join(f"<dt>{title}</dt><dd>{value}</dd>" for title, value in lines if value)
    return SafeString(
        f'<details class="provenance"><summary>{icon("document", 16)}<span>{label.before}{named}'
        f"{', ' if day else ''}{day}</span></summary>"
        f'<div class="provenance-body"><dl class="kv">{body}</dl>'
        f"{_link(url, label.link)}</div></details>"
    )


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words around a source in one language, made safe once."""

    before: str
    source: str
    observed: str
    recorded: str
    grade: str
    words: str
    link: str


@lru_cache(maxsize=8)
def _labels(_language: str | None) -> _Labels:
    return _Labels(
        before=f'<span class="visually-hidden">{escape(gettext("Source:"))} </span>',
        source=escape(gettext("Source")),
        observed=escape(gettext("As of")),
        recorded=escape(gettext("Recorded")),
        grade=escape(gettext("Reliability")),
        words=escape(gettext("In the words of the source")),
        link=escape(gettext("Open the statement")),
    )


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{words}</a>' if url else ""


def _lang(text: str) -> str:
    language = language_of(text)
    return f' lang="{language}"' if language else ""
