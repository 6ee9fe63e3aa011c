"""The figures as they were released. The same for everybody who may read them: nobody's reach cuts a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.figures import bridge, definitions
from dodomu.journey.figures.bridge import Earlier
from dodomu.journey.figures.models import Release, ReleasedCell
from dodomu.journey.figures.queries.rows import CellRow, CellView, ReleaseView

TABLE = "figures_release"


class ReleaseNotFound(LookupError):
    """No such release."""


def latest(viewer: Viewer) -> ReleaseView | None:
    """The last release with all its counts; None before the first.

    Raises:
        NotAllowed: the viewer reads no figures.
    """
    policy.require(viewer, Act.FIGURES_READ)
    found = _counted().first()
    return _whole(found) if found else None


def release(viewer: Viewer, number: int) -> ReleaseView:
    """One release with all its counts. Raises ReleaseNotFound; NotAllowed as ``latest``."""
    policy.require(viewer, Act.FIGURES_READ)
    found = _counted().filter(number=number).first()
    if found is None:
        raise ReleaseNotFound
    return _whole(found)


def releases(viewer: Viewer) -> list[ReleaseView]:
    """Every release, the last first, without its counts. Raises NotAllowed as ``latest``."""
    policy.require(viewer, Act.FIGURES_READ)
    return [_view(one) for one in _counted()]


def cell_rows(view: ReleaseView, indicator: str = "") -> Iterator[CellRow]:
    """Every count of a release in the order of the pages; those of one indicator where it is named."""
    if not indicator:
        yield CellRow(bridge.code_of(), "", "", "", "", view.at(bridge.code_of()))
    for one in definitions.indicators():
        if indicator not in ("", one.code):
            continue
        for node in one.nodes:
            code = bridge.code_of(one.axis, node.code)
            yield CellRow(code, one.code, one.axis, node.code, "", view.at(code))
        if one.axis in definitions.AXES_WITH_TIME:
            for node_code, band in (
                (node, band) for node in one.categories if node != definitions.NONE for band in definitions.day_bands()
            ):
                code = bridge.code_of(one.axis, node_code, band)
                if code in view.cells:
                    yield CellRow(code, one.code, one.axis, node_code, band, view.at(code))


def earlier() -> list[Earlier]:
    """What new figures are compared with: for every count the last release that showed it. For the act that takes them.

    Older ones need no comparing: between then and now that count has moved by ten or more, or it would not have been shown again.
    """
    found, seen = [], set[str]()
    releases = list(Release.objects.all())
    opened = bridge.opened({one.data_key_id for one in releases})
    for one in releases:
        shown = _shown(one.id)
        if shown.keys() <= seen:
            continue
        seen |= shown.keys()
        hidden = bridge.unsealed(opened.get(one.data_key_id), TABLE, one.id, "hidden_sealed", one.hidden_sealed)
        found.append(Earlier(shown, hidden or {}))
    return found


def _counted() -> QuerySet[Release]:
    found = Release.objects.select_related("taken_by")
    return found.annotate(all_cells=Count("cells"), shown_cells=Count("cells__value")).order_by("-number")


def _view(found: Release, cells: dict[str, CellView] | None = None) -> ReleaseView:
    every, shown = int(getattr(found, "all_cells", 0)), int(getattr(found, "shown_cells", 0))
    return ReleaseView(
        number=found.number,
        as_of=found.as_of,
        threshold=found.threshold,
        rules_from=found.rules_from,
        taken_by=found.taken_by.display_name,
        taken_at=found.taken_at,
        shown=shown,
        hidden=every - shown,
        cells=cells or {},
    )


def _whole(found: Release) -> ReleaseView:
    rows = list(ReleasedCell.objects.filter(release=found).values_list("code", "value", "days"))
    before = _before(found.number, [code for code, value, _days in rows if value is None])
    cells = {
        code: CellView(value, days)
        if value is not None
        else CellView(before=before[code][0], before_on=before[code][1])
        for code, value, days in rows
        if value is not None or code in before
    }
    return _view(found, {code: cells.get(code, CellView()) for code, _value, _days in rows})


def _before(number: int, codes: Sequence[str]) -> dict[str, tuple[int, date]]:
    """What earlier releases showed last of these counts, and of which day."""
    wanted = set(codes)
    rows = ReleasedCell.objects.filter(release__number__lt=number, value__isnull=False).order_by("release__number")
    return {
        code: (value, as_of)
        for code, value, as_of in rows.values_list("code", "value", "release__as_of")
        if code in wanted and value is not None
    }


def _shown(release_id: UUID) -> dict[str, int]:
    rows = ReleasedCell.objects.filter(release=release_id, value__isnull=False).values_list("code", "value")
    return {code: value for code, value in rows if value is not None}
