"""Consent and the child's own view, made ready for the templates: words, tones, addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.queries import consents as states
from dodomu.journey.cases.queries.child_views import ViewRow, has_child_view
from dodomu.journey.cases.queries.consents import (
    Consented,
    ConsentLine,
    ConsentPage,
    ConsentRow,
    PurposeRow,
    consent_page,
)
from dodomu.kit.alphabet import language_of
from dodomu.kit.status import Status

WORDS: dict[str, tuple[str | Promise, str, str]] = {
    states.GIVEN: (pgettext_lazy("consent", "given"), "well", "check"),
    states.REFUSED: (pgettext_lazy("consent", "refused: stopped"), "harm", "close"),
    states.WITHDRAWN: (pgettext_lazy("consent", "withdrawn: stopped"), "harm", "close"),
    states.EXPIRED: (pgettext_lazy("consent", "has run out: stopped"), "harm", "clock"),
    states.STOPPED: (_("stopped: withdrawn for a record it was joined with"), "harm", "split"),
    states.NOT_ASKED: (pgettext_lazy("consent", "not asked"), "unknown", "question"),
}
ROW_TONES = {"given": "well", "refused": "harm", "withdrawn": "harm"}


def status_of(now: Consented) -> Status:
    """How consent to one use stands, in a word."""
    word, tone, icon = WORDS[now.state]
    return Status(word, tone, icon)


@dataclass(frozen=True, slots=True)
class LineView:
    """One person's line, with the row that holds."""

    line: ConsentLine
    status: Status

    @property
    def now(self) -> ConsentRow:
        return self.line.now

    @property
    def earlier(self) -> tuple[ConsentRow, ...]:
        return self.line.earlier


@dataclass(frozen=True, slots=True)
class PurposeView:
    """One purpose as a card."""

    row: PurposeRow
    status: Status
    lines: tuple[LineView, ...]

    @property
    def title(self) -> str:
        """The label as the beginning of a line; names in it keep their capitals."""
        label = self.row.purpose.label
        return label[:1].upper() + label[1:]

    @property
    def apart(self) -> bool:
        """Whether the lines say more than the whole: several people spoke, or it ran out or was stopped elsewhere."""
        return len(self.lines) > 1 or self.row.now.state in (states.EXPIRED, states.STOPPED)


def purpose_views(page: ConsentPage) -> list[PurposeView]:
    """All purposes: what is stopped first, then what is given, then what nobody asked for."""
    order = {states.GIVEN: 1, states.NOT_ASKED: 2}
    rows = sorted(page.purposes, key=lambda row: order.get(row.now.state, 0))
    return [PurposeView(row, status_of(row.now), tuple(map(_line, row.lines))) for row in rows]


@dataclass(frozen=True, slots=True)
class ViewCard:
    """One time the child was asked."""

    row: ViewRow
    lang: str


def view_cards(rows: Iterable[ViewRow]) -> list[ViewCard]:
    return [ViewCard(row, language_of(row.words)) for row in rows]


def _line(line: ConsentLine) -> LineView:
    return LineView(line, Status(line.now.state_label, ROW_TONES[line.now.state]))


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """Consent at a glance, for the page of the case."""

    lines: tuple[PurposeView, ...]
    has_view: bool


def consent_card(viewer: Viewer, case_id: UUID) -> ConsentCard:
    """What is asked of every child, and whatever else was spoken of."""
    page = consent_page(viewer, case_id)
    known = (one for one in purpose_views(page) if one.row.lines or one.row.purpose.always)
    return ConsentCard(tuple(known), has_child_view(page.person_id))
