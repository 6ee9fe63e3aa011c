"""Words for what rules of links say: travellers, papers, days, hours, departures, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from dodomu.journey.missions.corridor_rules import (
    DAY,
    EVERY_DAY,
    Closure,
    Figures,
    Hours,
    OneWay,
    Opening,
    PapersAsked,
    Queue,
    Timetable,
    Trip,
    Value,
    Walking,
    WhoMayPass,
)

Words = Mapping[str, str | Promise]

TRAVELLERS: Final[Words] = {
    "woman": pgettext_lazy("traveller", "woman"),
    "man": pgettext_lazy("traveller", "man"),
    "man_of_service_age": pgettext_lazy("traveller", "man of service age"),
    "child": pgettext_lazy("traveller", "child"),
    "child_7": pgettext_lazy("traveller", "child from 7"),
    "small_child": pgettext_lazy("traveller", "child from 3 to 6"),
    "carried": pgettext_lazy("traveller", "child under 3"),
    "pram": pgettext_lazy("traveller", "child in a pram"),
    "wheelchair": pgettext_lazy("traveller", "traveller in a wheelchair"),
}
PAPERS: Final[Words] = {
    "passport": pgettext_lazy("paper", "passport"),
    "certificate_for_return": pgettext_lazy("paper", "certificate for return"),
    "birth_certificate": pgettext_lazy("paper", "birth certificate"),
    "kinship_proof": pgettext_lazy("paper", "proof of kinship"),
    "guardianship_decision": pgettext_lazy("paper", "decision on guardianship"),
    "parent_statement": pgettext_lazy("paper", "parent's certified statement"),
    "notarised_consent": pgettext_lazy("paper", "notarised consent of the parents"),
    "power_of_attorney": pgettext_lazy("paper", "power of attorney"),
    "entry_permit": pgettext_lazy("paper", "entry permit"),
}
DAYS: Final = (
    pgettext_lazy("day of the week, short", "Mon"),
    pgettext_lazy("day of the week, short", "Tue"),
    pgettext_lazy("day of the week, short", "Wed"),
    pgettext_lazy("day of the week, short", "Thu"),
    pgettext_lazy("day of the week, short", "Fri"),
    pgettext_lazy("day of the week, short", "Sat"),
    pgettext_lazy("day of the week, short", "Sun"),
)
EVERYBODY: Final = pgettext_lazy("corridor", "everybody")


@cache
def codes_of(kind: str) -> dict[str, str]:
    """Every word of every language of ours, small, and the code it stands for; the codes themselves too."""
    words = {"travellers": TRAVELLERS, "papers": PAPERS}[kind]
    found = {code: code for code in words}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(word).casefold(): code for code, word in words.items()}
    return found


def sentences(value: Value) -> list[str]:
    """What a rule says, a sentence for each line, in the reader's language."""
    if isinstance(value, Opening):
        return [hours_in_words(one) for one in value.hours]
    if isinstance(value, Queue):
        return [hours_in_words(one) for one in value.hours]
    if isinstance(value, Timetable):
        return [_trip(one) for one in value.trips]
    if isinstance(value, WhoMayPass):
        return _who(value)
    if isinstance(value, PapersAsked):
        return _papers(value)
    if isinstance(value, Closure):
        again = _("Closed; open again afterwards.")
        return [again if value.opens_again else _("Closed; when it opens again is not known.")]
    if isinstance(value, Walking):
        return _walking(value)
    if isinstance(value, OneWay):
        return [_one_way(value)]
    raise TypeError(type(value).__name__)


def hours_in_words(one: Hours) -> str:
    """Mon–Fri 08:00–18:00, 40 min."""
    begin, end = clock(one.begin), clock(one.end)
    return ", ".join([f"{days_in_words(one.days)} {begin}–{end}", *_figures(one.figures)])


def days_in_words(days: Iterable[int]) -> str:
    """every day, Mon–Fri, or Mon, Wed, Sat."""
    held = sorted(days)
    if frozenset(held) == EVERY_DAY:
        return _("every day")
    if len(held) > 2 and held == list(range(held[0], held[-1] + 1)):
        return f"{DAYS[held[0] - 1]}–{DAYS[held[-1] - 1]}"
    return ", ".join(str(DAYS[day - 1]) for day in held)


def clock(minute: int) -> str:
    """Minute of the day as 08:05; the end of the day as 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}" if minute <= DAY else f"{minute}"


def joined(codes: Iterable[str], words: Words) -> str:
    """The words of codes, in the order of the table, with commas."""
    held = set(codes)
    return ", ".join(str(word) for code, word in words.items() if code in held)


def one_of(codes: Iterable[str]) -> str:
    """passport or certificate for return."""
    held = set(codes)
    return _(" or ").join(str(word) for code, word in PAPERS.items() if code in held)


def duration(minutes: int) -> str:
    """3 h 20 min; 2 d 3 h; 40 min."""
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 2 * DAY:
        hours, rest = divmod(minutes, 60)
        parts = [_("%(hours)s h") % {"hours": hours}, _("%(minutes)s min") % {"minutes": rest} if rest else ""]
    else:
        days, rest = divmod(minutes, DAY)
        hours = rest // 60
        parts = [_("%(days)s d") % {"days": days}, _("%(hours)s h") % {"hours": hours} if hours else ""]
    return " ".join(filter(None, parts))


def metres(number: int) -> str:
    """800 m, 2 km, 2.5 km."""
    if number < 1000:
        return _("%(metres)s m") % {"metres": number}
    whole, rest = divmod(number // 100, 10)
    kilometres = f"{whole}{get_format('DECIMAL_SEPARATOR')}{rest}" if rest else str(whole)
    return _("%(km)s km") % {"km": kilometres}


def _figures(figures: Figures) -> list[str]:
    found = []
    if figures.minutes is not None:
        found.append(duration(figures.minutes))
    if figures.risk is not None:
        found.append(_("risk %(risk)s") % {"risk": figures.risk})
    if figures.cost is not None:
        found.append(_("%(cost)s UAH") % {"cost": figures.cost})
    return found


def _trip(one: Trip) -> str:
    back = [_("back")] if one.back else []
    return ", ".join([f"{days_in_words(one.days)} {clock(one.at)}", *_figures(one.figures), *back])


def _who(value: WhoMayPass) -> list[str]:
    found = []
    if value.only:
        found.append(_("Only: %(who)s.") % {"who": joined(value.only, TRAVELLERS)})
    if value.never:
        found.append(_("Not let through: %(who)s.") % {"who": joined(value.never, TRAVELLERS)})
    return found or [_("Everybody is let through.")]


def _papers(value: PapersAsked) -> list[str]:
    return [f"{joined(one.of, TRAVELLERS) or EVERYBODY}: {one_of(one.any_of)}" for one in value.asked] or [
        _("No paper is asked for.")
    ]


def _walking(value: Walking) -> list[str]:
    found = [_("On foot: %(way)s.") % {"way": metres(value.metres)}] if value.metres is not None else []
    if value.never:
        found.append(_("Cannot go it: %(who)s.") % {"who": joined(value.never, TRAVELLERS)})
    return found or [_("Everybody can walk it.")]


def _one_way(value: OneWay) -> str:
    return _("Only from its end to its start.") if value.back else _("Only from its start to its end.")
