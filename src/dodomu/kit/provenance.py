"""The source of a statement, opened by a tap. Written here and not as a component: a page shows hundreds of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dodomu.kit.alphabet import language_of
from dodomu.kit.icons import icon

Text = str | Promise


def provenance(
    source: Text, *, observed: Text = "", recorded: Text = "", grade: str = "", words: str = "", url: str = ""
) -> SafeString:
    """A ``<details>`` element: where a statement comes from, of which day it is, when it was recorded."""
    said = format_html("<q{}>{}</q>", _lang(words), words) if words else ""
    lines = (
        (gettext("Source"), source),
        (gettext("As of"), observed),
        (gettext("Recorded"), recorded),
        (gettext("Reliability"), grade),
        (gettext("In the words of the source"), said),
    )
    return format_html(
        '<details class="provenance"><summary>{}<span><span class="visually-hidden">{} </span>{}{}</span></summary>'
        '<div class="provenance-body"><dl class="kv">{}</dl>{}</div></details>',
        icon("document", 16),
        gettext("Source:"),
        source,
        format_html(", {}", observed) if observed else "",
        SafeString("".join(format_html("<dt>{}</dt><dd>{}</dd>", label, value) for label, value in lines if value)),
        format_html('<a href="{}">{}</a>', url, gettext("Open the statement")) if url else "",
    )


def _lang(text: str) -> SafeString:
    language = language_of(text)
    return format_html(' lang="{}"', language) if language else SafeString("")
