"""The life-line of a child: an overview on the page, and a page of its own with filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base import contributions
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.access.web import needs, viewer_of
from dodomu.base.reading import in_one_reading
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.registry import queries
from dodomu.journey.registry.queries import Profile
from dodomu.journey.registry.web import head
from dodomu.journey.registry.web.masks import masks
from dodomu.kit.dates import kyiv_day, today
from dodomu.kit.lifeline import (
    LANE_LOOKS,
    LaneLook,
    LifeLine,
    LifeYear,
    Period,
    Placed,
    by_year,
    life_line,
    life_rows,
    period_of,
    placed,
    whole_of,
)

WIDE, COLUMN, NARROW = 1080, 790, 350
"""Widths of the drawing: on a page of its own, beside a right column, on a telephone."""
NARROW_LEFT = 28.0
SOON = timedelta(days=366)
"""How far beyond today the drawing goes unless a period is asked for."""
LATEST = 5
"""Events that the overview names in words."""


@dataclass(frozen=True, slots=True)
class Life:
    """The drawings, the events in words, and what the drawing shows in one sentence."""

    title: str
    wide: LifeLine
    narrow: LifeLine
    years: list[LifeYear]
    count: int
    later: int = 0
    later_url: str = ""


@dataclass(frozen=True, slots=True)
class LaneChoice:
    """A lane in the filter."""

    look: LaneLook
    count: int
    chosen: bool


def overview(viewer: Viewer, person_id: UUID, profile: Profile) -> Life:
    """The whole life as a drawing, with the latest events in words."""
    birth = profile.preferred("birth_date")
    born = birth.value if birth and isinstance(birth.value, PartialDate) else None
    story = placed(contributions.timeline(viewer, person_id))
    page = reverse("registry:lifeline", args=[person_id])
    return _life(story, born, None, page, (COLUMN, LATEST))


@needs(Act.PERSON_READ)
@in_one_reading
def lifeline(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything on one axis; lanes and period stand in the address."""
    viewer = viewer_of(request)
    policy.require(viewer, Act.PERSON_READ, subject=person_id)
    story = placed(contributions.timeline(viewer, person_id))
    chosen = frozenset(request.GET.getlist("lane")) & LANE_LOOKS.keys()
    wanted = [one for one in story if not chosen or one.lane in chosen]
    page = request.path
    born = born_of(viewer, person_id)
    whole = whole_of(story, today())
    period = period_of(request.GET.get("from", ""), request.GET.get("to", ""), whole)
    context = head.about(viewer, person_id, "lifeline") | {
        "life": _life(wanted, born, period, _with_lanes(page, chosen), (WIDE, None)),
        "lanes": _choices(story, chosen),
        "periods": _periods(whole, period, _with_lanes(page, chosen)),
        "years": range(whole.last.year, whole.first.year - 1, -1),
        "first_year": period.first.year if period else None,
        "last_year": period.last.year if period else None,
        "filtered": bool(chosen or period),
        "masks": masks(viewer, person_id),
    }
    return render(request, "registry/lifeline.html", context)


def for_print(viewer: Viewer, person_id: UUID) -> Life:
    """The whole life for paper: every event in words."""
    story = placed(contributions.timeline(viewer, person_id))
    return _life(story, born_of(viewer, person_id), None, "", (WIDE, None))


def born_of(viewer: Viewer, person_id: UUID) -> PartialDate | None:
    """The preferred birth date, from the card."""
    card = queries.cards_of(viewer, [person_id]).get(person_id)
    return card.birth if card else None


def _life(
    story: list[Placed],
    born: PartialDate | None,
    period: Period | None,
    page: str,
    size: tuple[int, int | None],
) -> Life:
    def zoom(near: Period) -> str:
        return f"{page}{'&' if '?' in page else '?'}{urlencode(near.codes)}" if page else ""

    width, most = size
    now = today()
    rows = life_rows(story, period=period, most=most)
    count = sum(period is None or period.touches(one.first, one.last) for one in story)
    whole = whole_of(story, now)
    shown = period or _until_soon(whole, now)
    wide = life_line(story, today=now, born=born, period=shown, width=width, zoom=zoom)
    later = count - wide.count
    return Life(
        title=_title(story, period, count),
        wide=wide,
        narrow=life_line(story, today=now, born=born, period=shown, width=NARROW, left=NARROW_LEFT, zoom=zoom),
        years=by_year(rows),
        count=count,
        later=later,
        later_url=zoom(whole) if later else "",
    )


def _until_soon(whole: Period, now: date) -> Period:
    """A deadline ten years ahead must not press the years that were into a corner."""
    return Period(whole.first, min(whole.last, now + SOON))


def _title(story: list[Placed], period: Period | None, count: int) -> str:
    """The finding in one sentence: how much is known, and how old the latest word is."""
    if not count:
        return _("Nothing is known of this period.") if story else _("Nothing is known yet.")
    known = ngettext("%(count)s event", "%(count)s events", count) % {"count": count}
    if period:
        return known
    now = timezone.now()
    past = [one.event.at for one in story if one.event.at <= now]
    if not past:
        return known
    last = max(past)
    return _("%(events)s; the latest on %(day)s") % {"events": known, "day": kyiv_day(last)}


def _choices(story: list[Placed], chosen: frozenset[str]) -> list[LaneChoice]:
    counts: dict[str, int] = {}
    for one in story:
        counts[one.lane] = counts.get(one.lane, 0) + 1
    return [LaneChoice(look, counts[code], code in chosen) for code, look in LANE_LOOKS.items() if code in counts]


def _periods(whole: Period, period: Period | None, page: str) -> list[tuple[str, str, str]]:
    """Ways to other periods: icon, words, address."""
    sign = "&" if "?" in page else "?"
    shown = period or whole
    found = []
    if period:
        for icon, words, other in (
            ("arrow-left", _("Earlier"), shown.moved(-1)),
            ("arrow-right", _("Later"), shown.moved(1)),
            ("undo", _("Twice as long"), shown.wider()),
        ):
            found.append((icon, words, f"{page}{sign}{urlencode(other.codes)}"))
        found.append(("road", _("The whole life"), page))
    return found


def _with_lanes(page: str, chosen: frozenset[str]) -> str:
    return f"{page}?{urlencode([('lane', code) for code in sorted(chosen)])}" if chosen else page
