"""The gallery: every component in every state, with invented content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs
from dodomu.kit import gallery_life, gallery_way
from dodomu.kit import gallery_samples as samples
from dodomu.kit.forms import ConfirmForm
from dodomu.kit.icons import NAMES
from dodomu.kit.tables import serve_table


def _nothing_leaves(viewer: Any, purpose: str, rows: int) -> None:
    """The gallery's people are invented: their export needs no journal."""


@needs(Act.GALLERY_SEE)
@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """One page with everything a page can be made of."""
    empty = samples.SampleTable(request, [])
    context = {
        "icons": NAMES,
        "tones": ("well", "notice", "harm", "act", "unknown", "neutral"),
        "now": datetime(2025, 3, 14, 12, 2, tzinfo=UTC),
        "empty_table": empty,
        "fresh_form": samples.SampleForm(prefix="fresh"),
        "refused_form": samples.refused_form(),
        "overtaken_form": samples.overtaken_form(),
        "somebody": samples.somebody(),
        "word_form": ConfirmForm(word=str(samples.JOIN_WORD)),
        "tick_form": ConfirmForm(prefix="tick"),
        "chart": samples.evidence(),
        "rows": samples.comparison(),
        "events": samples.timeline(),
        "life": gallery_life.life(),
        "way": gallery_way.way(),
        "items": samples.work(),
        "missing": samples.missing(),
        "tabs": samples.tabs(),
        "steps": samples.steps(),
    }
    return serve_table(request, samples.table(request), "kit/gallery.html", context, on_export=_nothing_leaves)
