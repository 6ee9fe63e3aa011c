"""Acts on many pairs of the queue: decide that each is two people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.tracing import actions, rules
from dodomu.journey.tracing.web.comparing import shown_percent
from dodomu.journey.tracing.web.forms import KEPT
from dodomu.kit.forms import FormMixin, text_area
from dodomu.kit.tables import BulkAction, BulkDone


class DismissForm(FormMixin, forms.Form):
    reason = text_area(_("Reason"), KEPT)


def many_of(viewer: Viewer) -> tuple[BulkAction, ...]:
    """What this viewer may do to many pairs at once."""
    return (NAMESAKES, TWO_PEOPLE) if Act.CANDIDATE_DECIDE in viewer.acts else ()


def _form(_viewer: Viewer, posted: QueryDict | None) -> forms.Form:
    return DismissForm(posted)


def _dismiss(viewer: Viewer, ids: list[UUID], given: Mapping[str, Any]) -> BulkDone:
    return told(actions.dismiss_many(viewer, ids, given["reason"]))


def _dismiss_namesakes(viewer: Viewer, ids: list[UUID], given: Mapping[str, Any]) -> BulkDone:
    return told(actions.dismiss_namesakes(viewer, ids, given["reason"]))


def told(dismissed: actions.Dismissed) -> BulkDone:
    """What was done, and for the rest how many were left and why. They stay in the list, each with its state."""
    limit = shown_percent(rules.threshold("namesake_most"))
    why = [
        (WHY_LEFT[code] % {"count": count, "limit": limit})
        for code, count in sorted(dismissed.reasons.items())
        if count
    ]
    return BulkDone(dismissed.done, len(dismissed.left), tuple(why))


WHY_LEFT = {
    actions.TOO_LIKELY: ngettext_lazy(
        "%(count)s pair was left out: one person is as likely as %(limit)s or more. Read it by itself.",
        "%(count)s pairs were left out: one person is as likely as %(limit)s or more. Read them one by one.",
        "count",
    ),
    actions.NO_NAMESAKES: ngettext_lazy(
        "%(count)s pair was left out: by what is known now these are no namesakes.",
        "%(count)s pairs were left out: by what is known now these are no namesakes.",
        "count",
    ),
    actions.NOT_OPEN: ngettext_lazy(
        "%(count)s pair was left out: it waits for a second person, or is decided already.",
        "%(count)s pairs were left out: they wait for a second person, or are decided already.",
        "count",
    ),
}
CONSEQUENCE = ngettext_lazy(
    "It leaves the queue and comes back only when new facts arrive. That two records are one person is never decided for several at once.",
    "They leave the queue and come back only when new facts arrive. That two records are one person is never decided for several at once.",
    "count",
)
SAID = ngettext_lazy("%(count)s pair is decided: two people.", "%(count)s pairs are decided: two people.", "count")
UNDONE = ngettext_lazy("%(count)s pair is back in the queue.", "%(count)s pairs are back in the queue.", "count")

TWO_PEOPLE = BulkAction(
    code=actions.DISMISS,
    label=_("Two different people"),
    icon="split",
    question=ngettext_lazy(
        "Decide that %(count)s pair is two different people",
        "Decide that %(count)s pairs are two different people each",
        "count",
    ),
    consequence=CONSEQUENCE,
    said=SAID,
    form=_form,
    act=_dismiss,
    undo=actions.undo_many,
    undone=UNDONE,
)
NAMESAKES = BulkAction(
    code=actions.NAMESAKES,
    label=_("Namesakes only"),
    icon="people",
    question=ngettext_lazy(
        "Decide that %(count)s pair is two namesakes", "Decide that %(count)s pairs are two namesakes each", "count"
    ),
    consequence=ngettext_lazy(
        "It is decided only if the names agree and a birth date, a place or parents speak against one person. It comes back when new facts arrive.",
        "Only those are decided whose names agree while a birth date, a place or parents speak against one person. They come back when new facts arrive.",
        "count",
    ),
    said=SAID,
    form=_form,
    act=_dismiss_namesakes,
    undo=actions.undo_many,
    undone=UNDONE,
)
