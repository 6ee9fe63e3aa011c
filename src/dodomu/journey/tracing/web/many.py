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
from dodomu.journey.tracing import actions
from dodomu.journey.tracing.web.forms import KEPT
from dodomu.kit.forms import FormMixin, text_area
from dodomu.kit.tables import BulkAction, BulkDone


class DismissForm(FormMixin, forms.Form):
    reason = text_area(_("Reason"), KEPT)


def many_of(viewer: Viewer) -> tuple[BulkAction, ...]:
    """What this viewer may do to many pairs at once."""
    return (TWO_PEOPLE,) if Act.CANDIDATE_DECIDE in viewer.acts else ()


def _form(_viewer: Viewer, posted: QueryDict | None) -> forms.Form:
    return DismissForm(posted)


def _dismiss(viewer: Viewer, ids: list[UUID], given: Mapping[str, Any]) -> BulkDone:
    done = actions.dismiss_many(viewer, ids, given["reason"])
    return BulkDone(done, len(ids) - done)


TWO_PEOPLE = BulkAction(
    code=actions.DISMISS,
    label=_("Two different people"),
    icon="split",
    question=ngettext_lazy(
        "Decide that %(count)s pair is two different people",
        "Decide that %(count)s pairs are two different people each",
        "count",
    ),
    consequence=ngettext_lazy(
        "It leaves the queue and comes back only when new facts arrive. That two records are one person is never decided for several at once.",
        "They leave the queue and come back only when new facts arrive. That two records are one person is never decided for several at once.",
        "count",
    ),
    said=ngettext_lazy("%(count)s pair is decided: two people.", "%(count)s pairs are decided: two people.", "count"),
    form=_form,
    act=_dismiss,
    undo=actions.undo_many,
    undone=ngettext_lazy("%(count)s pair is back in the queue.", "%(count)s pairs are back in the queue.", "count"),
)
