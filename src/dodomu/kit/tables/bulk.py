"""One act on many rows: ticked rows or all that the filters find, counted, confirmed, and taken back for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise

from dodomu.base.access.viewer import Viewer

Text = str | Promise
MOST = 500
"""Rows that one act may take: more than that is a decision for a smaller list."""
EXPORT = "export"


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What became of the rows: ``left`` are those that stayed as they were, because the act does not fit them.

    ``why``: sentences that say so more exactly, in place of the usual one.
    """

    done: int
    left: int = 0
    why: tuple[Text, ...] = ()


Act = Callable[[Viewer, list[UUID], Mapping[str, Any]], BulkDone]
MakeForm = Callable[[Viewer, QueryDict | None], forms.Form]
Undo = Callable[[Viewer, UUID], int]


@dataclass(frozen=True)
class BulkAction:
    """``question``, ``consequence``, ``said`` and ``undone`` are ``ngettext_lazy`` texts of ``count``.

    ``form`` gives the fields the act needs; ``undo`` takes an act back, within the time ``keep_undoable`` gives, under
    the name ``code``. Without it the form must ask for a typed confirmation (``ConfirmForm``).
    """

    code: str
    label: Text
    icon: str
    question: Text
    consequence: Text
    said: Text
    form: MakeForm
    act: Act
    undo: Undo | None = None
    undone: Text = ""
    tone: str = "notice"


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows an act is for; ``every`` when all were meant that the filters find."""

    ids: tuple[UUID, ...]
    every: bool

    @property
    def count(self) -> int:
        return len(self.ids)


def selected(posted: QueryDict, known: Callable[[], list[UUID]]) -> Selection:
    """What was ticked, as far as it is on this list. ``known`` gives the ids of all rows that are filtered."""
    if posted.get("every"):
        return Selection(tuple(known()), every=True)
    asked = {one for text in posted.getlist("row") if (one := _uuid(text))}
    return Selection(tuple(one for one in known() if one in asked) if asked else (), every=False)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
