"""The calibration report: what the search said against what people decided. Counts only, no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dodomu.base.access.acts import Act
from dodomu.base.access.web import needs, viewer_of
from dodomu.journey.tracing import queries, rules
from dodomu.journey.tracing.queries.calibration import BandFigures, Calibration
from dodomu.journey.tracing.web.tables import band_in_words
from dodomu.kit.curve import Curve, Point, curve

HOURS_OF_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One band as the table shows it."""

    words: str
    figures: BandFigures
    predicted: str
    share: str
    verdict: str


@needs(Act.CANDIDATE_READ)
def calibration(request: HttpRequest) -> HttpResponse:
    """The reliability curve with its table, decisions taken back, and how long pairs wait."""
    found = queries.calibration(viewer_of(request))
    context = {
        "report": found,
        "lines": [_line(band) for band in reversed(found.bands)],
        "finding": finding(found),
        "chart": chart(found),
        "reversal": _reversal(found),
        "waits": [(label, in_words(wait)) for label, wait in _waits(found)],
        "fewest": int(rules.threshold("calibration_fewest")),
    }
    return render(request, "tracing/calibration.html", context)


def finding(found: Calibration) -> str:
    """The report in one line: how many bands hold what the search said, or that there are too few decisions."""
    telling = found.telling
    if not telling:
        return _("There are too few decisions yet to tell how far the search is right")
    fit = sum(band.fits for band in telling)
    words = ngettext(
        "The search was right in %(fit)s of %(all)s band with enough decisions",
        "The search was right in %(fit)s of %(all)s bands with enough decisions",
        len(telling),
    )
    return words % {"fit": fit, "all": len(telling)}


def chart(found: Calibration) -> Curve | None:
    """The reliability curve; None while nothing is decided."""
    points = [
        Point(
            band.predicted, band.share.share, band.share.low, band.share.high, band_in_words(band.band), not band.tells
        )
        for band in found.bands
        if band.share is not None and band.predicted is not None
    ]
    return curve(points) if points else None


def verdict_of(band: BandFigures) -> str:
    """What the decisions of one band say about the search."""
    if not band.decided:
        return _("nothing decided")
    if not band.tells or band.share is None or band.predicted is None:
        return _("too few to tell")
    if band.fits:
        return _("as the search said")
    return _("the search said too little") if band.share.share > band.predicted else _("the search said too much")


def in_words(wait: timedelta | None) -> str:
    """ "3 days", "5 hours", "less than an hour"; a dash where there is nothing to tell."""
    if wait is None:
        return "—"
    hours = int(wait.total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < 2 * HOURS_OF_A_DAY:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = hours // HOURS_OF_A_DAY
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def percent(share: float | None) -> str:
    return "—" if share is None else f"{round(share * 100)} %"


def _line(band: BandFigures) -> Line:
    share = "—"
    if band.share is not None:
        between = {"low": round(band.share.low * 100), "high": round(band.share.high * 100)}
        whole = str.maketrans({" ": "\N{NO-BREAK SPACE}", "–": "–\N{WORD JOINER}"})
        share = f"{percent(band.share.share)} ({(_('%(low)s–%(high)s %%') % between).translate(whole)})"
    return Line(band_in_words(band.band), band, percent(band.predicted), share, verdict_of(band))


def _reversal(found: Calibration) -> str:
    if found.reversal is None:
        return _("No decision was made yet.")
    numbers: dict[str, str | int] = {"undone": found.undone, "rejected": found.rejected, "made": found.made}
    numbers["percent"] = percent(found.reversal.share)
    return (
        _("%(percent)s: of %(made)s decisions %(undone)s were undone and %(rejected)s refused by the second person.")
        % numbers
    )


def _waits(found: Calibration) -> list[tuple[str, timedelta | None]]:
    waits = found.waits
    return [
        (_("From proposed to decided, the middle pair"), waits.to_decision),
        (_("From decided to the second person’s answer, the middle pair"), waits.to_second),
        (_("The pair that waits longest for a decision"), waits.oldest_open),
        (_("The decision that waits longest for a second person"), waits.oldest_second),
    ]
