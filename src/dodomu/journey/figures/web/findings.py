"""What published figures show, in sentences: the title of a drawing, a contradiction, why two cannot be put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.journey.figures.combining import BROKEN_CHAIN, FAR_APART, FELL, Contradiction, Together
from dodomu.journey.figures.published_rules import Stated
from dodomu.journey.figures.published_rules import series as rules
from dodomu.journey.figures.web.look import grouped, stated_in_words
from dodomu.journey.figures.words import SERIES
from dodomu.kit.dates import reading


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes of putting two figures together, for the page."""

    title: str
    lines: tuple[str, ...]
    is_refused: bool


def contradiction(found: Contradiction) -> str:
    """One contradiction in one sentence, with every number and day it rests on."""
    first, last = found.figures[0], found.figures[-1]
    told = {
        "what": SERIES[first.series],
        "first": grouped(first.low),
        "first_on": reading(first.on, brief=True),
        "last": grouped(last.low),
        "last_on": reading(last.on, brief=True),
    }
    if found.kind == FELL:
        return (
            _(
                "%(what)s: %(first)s (%(first_on)s), then %(last)s (%(last_on)s). A total to date cannot fall; the count was revised."
            )
            % told
        )
    if found.kind == FAR_APART:
        told |= {"first": stated_in_words(first), "last": stated_in_words(last)}
        return (
            _(
                "%(what)s: %(first)s (%(first_on)s) and %(last)s (%(last_on)s) stand side by side. Nobody can say who is counted."
            )
            % told
        )
    if found.kind == BROKEN_CHAIN:
        middle = found.figures[1]
        told |= {
            "added": grouped(middle.low),
            "added_on": reading(middle.on, brief=True),
            "expected": grouped(found.expected),
        }
        return (
            _(
                "%(what)s: %(first)s (%(first_on)s) and %(added)s more (%(added_on)s) make %(expected)s, yet %(last)s is stated (%(last_on)s)."
            )
            % told
        )
    return (
        _(
            "%(what)s: %(first)s (%(first_on)s) is still stated for %(last_on)s. The number stands still while the children turn 18."
        )
        % told
    )


def series(label: str | Promise, standing: Sequence[Stated], found: Sequence[Contradiction]) -> str:
    """The finding of a drawing: from where to where, and whether it fell in between."""
    ordered = sorted(standing, key=lambda one: one.on.earliest)
    first, last = ordered[0], ordered[-1]
    told = {
        "what": label,
        "first": stated_in_words(first),
        "first_on": reading(first.on, brief=True),
        "last": stated_in_words(last),
        "last_on": reading(last.on, brief=True),
    }
    fell = next((one for one in found if one.kind == FELL and one.figures[-1] in standing), None)
    if fell is not None:
        told |= {"before": grouped(fell.figures[0].low), "after": grouped(fell.figures[1].low)}
        return (
            _(
                "%(what)s: from %(first)s (%(first_on)s) to %(last)s (%(last_on)s), and once downwards, from %(before)s to %(after)s"
            )
            % told
        )
    if not rules()[first.series].running and len({one.line for one in ordered}) > 1:
        lowest = min(ordered, key=lambda one: one.low)
        highest = max(ordered, key=lambda one: one.high or one.low)
        told |= {"lowest": stated_in_words(lowest), "highest": stated_in_words(highest)}
        return _("%(what)s: speakers differ, from %(lowest)s to %(highest)s") % told
    return _("%(what)s: from %(first)s (%(first_on)s) to %(last)s (%(last_on)s)") % told


def together(found: Together) -> Answer:
    """The answer to whether two figures may be added or subtracted."""
    if found.reasons:
        lines = tuple(_REASONS[reason]() for reason in found.reasons)
        return Answer(_("These two figures cannot be put together."), lines, is_refused=True)
    value = found.value or 0
    if found.fell:
        told = {"number": grouped(-value)}
        return Answer(
            _("The later total is lower by %(number)s.") % told,
            (_("The count was revised between the two days. It does not mean that children returned."),),
            is_refused=False,
        )
    return Answer(
        _("The later total is higher by %(number)s.") % {"number": grouped(value)},
        (_("So many were added to the count between the two days. When it happened to them, the totals do not say."),),
        is_refused=False,
    )


_REASONS = {
    "same": lambda: _("It is one and the same figure."),
    "remaining": lambda: _(
        "“Deported minus returned” is not “remaining”. The returned come from Russia and from occupied territory; many of them were "
        "never among those counted as deported. The count of the deported is revised, and children on it turn 18. "
        "How many remain can only be estimated from lists of names."
    ),
    "other_series": lambda: _(
        "They count different groups of children. A child can be in both, in one, or in neither."
    ),
    "other_line": lambda: _("Different speakers published them, each with a count of their own."),
    "not_exact": lambda: _(
        "At least one of them was not stated exactly: “about”, “at least” and “up to” have no sum and no difference."
    ),
    "no_list": lambda: _("At least one of them rests on no list of children: nobody can say who is counted."),
    "counted_twice": lambda: _(
        "Both are of the same group on different days: whoever was counted first would be counted twice."
    ),
}
