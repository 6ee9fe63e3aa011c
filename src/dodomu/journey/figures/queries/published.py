"""The published figures of others: those that came with Dodomu and those written down here, withdrawn ones marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.figures import bridge, combining
from dodomu.journey.figures.combining import Contradiction, Together
from dodomu.journey.figures.models import PublishedFigure, Withdrawal
from dodomu.journey.figures.published_rules import Stated, shipped
from dodomu.journey.figures.queries.rows import PublishedRow

TABLE, WITHDRAWALS = "figures_publishedfigure", "figures_withdrawal"


class FigureNotFound(LookupError):
    """No published figure has this code."""


def published(viewer: Viewer, series: str = "") -> list[PublishedRow]:
    """Every figure, oldest first, withdrawn ones among them; of one series where it is named.

    Raises:
        NotAllowed: the viewer reads no figures.
    """
    policy.require(viewer, Act.FIGURES_READ)
    withdrawn, may = _withdrawn(), policy.may(viewer, Act.FIGURES_MANAGE)
    found = [_row(stated, withdrawn) for stated in shipped()] + _own(withdrawn)
    rows = [replace(row, may_withdraw=may and not row.is_withdrawn) for row in found]
    wanted = [row for row in rows if series in ("", row.stated.series)]
    return sorted(wanted, key=lambda row: (row.stated.on.earliest, row.stated.on.latest, row.stated.code))


def one_published(viewer: Viewer, code: str) -> PublishedRow:
    """One figure. Raises FigureNotFound; NotAllowed as ``published``."""
    found = next((row for row in published(viewer) if row.stated.code == code), None)
    if found is None:
        raise FigureNotFound
    return found


def contradictions(rows: list[PublishedRow]) -> list[Contradiction]:
    """What does not fit together among the figures that stand."""
    return combining.contradictions(row.stated for row in rows if not row.is_withdrawn)


def together(viewer: Viewer, first: str, second: str, how: str) -> Together:
    """Whether two figures that stand may be added or subtracted, and what comes of it; see ``combining.together``.

    Raises:
        FigureNotFound: one of them does not stand. NotAllowed: as ``published``.
    """
    standing = {row.stated.code: row.stated for row in published(viewer) if not row.is_withdrawn}
    if first not in standing or second not in standing:
        raise FigureNotFound
    return combining.together(standing[first], standing[second], how)


def _row(stated: Stated, withdrawn: Mapping[str, dict[str, Any]], **more: Any) -> PublishedRow:
    return PublishedRow(stated, **more, **withdrawn.get(stated.code, {}))


def _own(withdrawn: Mapping[str, dict[str, Any]]) -> list[PublishedRow]:
    rows = list(PublishedFigure.objects.select_related("by"))
    opened = bridge.opened({row.data_key_id for row in rows})
    found = []
    for row in rows:
        words = bridge.unsealed(opened.get(row.data_key_id), TABLE, row.id, "words_sealed", row.words_sealed) or {}
        stated = Stated(
            code=str(row.id),
            series=row.series,
            line=row.line,
            on=PartialDate.from_edtf(row.as_of),
            qualifier=row.qualifier,
            low=row.low,
            high=row.high,
            speaker=words.get("speaker", ""),
            about=words.get("about", ""),
            source=words.get("source", ""),
            note=words.get("note", ""),
        )
        found.append(_row(stated, withdrawn, by=row.by.display_name, at=row.at))
    return found


def _withdrawn() -> dict[str, dict[str, Any]]:
    rows = list(Withdrawal.objects.select_related("by"))
    opened = bridge.opened({row.data_key_id for row in rows})
    return {
        row.figure: {
            "withdrawn_by": row.by.display_name,
            "withdrawn_at": row.at,
            "withdrawn_why": str(
                bridge.unsealed(opened.get(row.data_key_id), WITHDRAWALS, row.id, "reason_sealed", row.reason_sealed)
                or ""
            ),
        }
        for row in rows
    }
