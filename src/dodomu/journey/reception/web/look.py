"""What pages of reception show: statuses, reasons of a triage in sentences, lines about a child without its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dodomu.base.access.compartments import Compartment
from dodomu.journey.cases.queries import SendingRow
from dodomu.journey.reception import labels, rules
from dodomu.journey.reception.bridge import MEASURES, Judged, Lack, Look, Why
from dodomu.journey.reception.queries import ArrivalRow, NeedRow
from dodomu.journey.registry.phrases import SEXES, age_text
from dodomu.kit.dates import today
from dodomu.kit.due import due_in_words
from dodomu.kit.status import Status

Text = str | Promise
STATES = {
    "expected": ("act", "clock"),
    "here": ("well", "home"),
    "not_coming": ("harm", "close"),
    "left": ("neutral", "arrow-right"),
}


def state_of(row: ArrivalRow, now: datetime | None = None) -> Status:
    """Where an arrival stands; one that is late says so."""
    if row.state == "expected" and is_late(row, now):
        return Status(_("expected, late"), "notice", "clock")
    tone, icon = STATES[row.state]
    return Status(row.state_label, tone, icon)


def is_late(row: ArrivalRow, now: datetime | None = None) -> bool:
    """Longer than the rule allows after the time it was expected."""
    return row.expected_at is not None and rules.due("late", row.expected_at) < (now or timezone.now())


def colour_of(code: str) -> Status:
    """A colour of triage with its word and icon; the word alone says it."""
    word, tone, icon = labels.COLOURS[code]
    return Status(word, tone, icon)


def short_of(code: str) -> Status:
    """A colour in one word, for lists and lines."""
    return Status(labels.SHORT[code], *labels.COLOURS[code][1:])


def triage_of(row: ArrivalRow) -> Status | str:
    """The latest colour, that nobody has looked yet, or that it is kept for those who see health."""
    if row.state not in {"here", "left"}:
        return ""
    if not row.triaged:
        return Status(_("no triage yet"), "unknown", "question")
    if not row.health:
        return Status(_("kept for those who see health"), "neutral", "lock")
    return short_of(row.colour)


def who(row: ArrivalRow) -> str:
    """Age and sex, for telling children apart without a name."""
    age = age_text(row.born.earliest, row.born.latest, today()) if row.born else _("age not known")
    sex = str(SEXES.get(row.sex, "")) if row.sex in {"f", "m"} else _("sex not known")
    return f"{age}, {sex}"


def called(row: ArrivalRow) -> str:
    """How colleagues speak of a child: the code name of the mission where there is one, and the number of the case."""
    number = f"№{row.number}"
    return f"{row.told.code_name} · {number}" if row.told else number


def request_url(person_id: UUID) -> str:
    """Where one asks to see what is known of the health."""
    return reverse("office:access_request", args=[person_id, Compartment.CLINICAL.value])


def number(text: str) -> str:
    """A stored number as the reader writes numbers."""
    return number_format(Decimal(text)) if text else ""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why a triage has its colour."""

    text: str
    status: Status
    note: str
    rule: str


def reasons_of(result: Judged) -> list[ReasonLine]:
    """Every rule that held as a sentence, the gravest first."""
    return [ReasonLine(_sentence(why), short_of(why.colour), _remark(why), why.rule) for why in result.reasons]


def _sentence(why: Why) -> str:
    if why.rule in labels.BY_AGE:
        return str(labels.BY_AGE[why.rule])
    if why.value:
        return _outside(why)
    found = ", ".join(str(labels.SIGNS.get(code, labels.CONSCIOUSNESS.get(code, code))) for code in why.found)
    together = labels.COUNTED.get(why.rule)
    return str(together) % {"found": found} if together else found


def _outside(why: Why) -> str:
    (code,) = why.found
    words = {
        "what": labels.MEASURES[code],
        "value": number(why.value),
        "low": number(why.below),
        "high": number(why.above),
        "unit": labels.unit_of(MEASURES[code].unit),
    }
    if not why.above:
        return _("%(what)s %(value)s %(unit)s, below %(low)s") % words
    return _("%(what)s %(value)s %(unit)s, outside %(low)s to %(high)s") % words


def _remark(why: Why) -> str:
    """At which age the rule holds, whether the child is of that age, and what is still to be checked."""
    parts = []
    if why.start or why.until:
        parts.append(_ages(why) if why.certain else _("%(ages)s: the child may be of this age") % {"ages": _ages(why)})
    if why.confirm:
        parts.append(_("to be confirmed against the source"))
    return "; ".join(parts)


def _ages(why: Why) -> str:
    start, until = (labels.bound_in_words(bound) if bound else "" for bound in (why.start, why.until))
    if start and until:
        return _("from %(start)s to under %(until)s") % {"start": start, "until": until}
    return _("from %(start)s on") % {"start": start} if start else _("under %(until)s") % {"until": until}


def lacks_of(result: Judged) -> list[tuple[str, list[tuple[str, str]]]]:
    """What to measure or look for next, by part: vital signs first, then the sections of the form."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for lack in result.missing:
        groups.setdefault(_part_of(lack), []).append((lack_in_words(lack), str(labels.GAPS[lack.why])))
    return list(groups.items())


NAMED = 3
"""Of what is missing so many are named in the line that stays in sight."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """The colour of a look that is still being written: what to do, what to measure next, what cannot be read."""

    code: str
    status: Status
    next: Text
    first: tuple[str, ...]
    more: int
    wrong: tuple[str, ...]


def so_far(result: Judged, wrong: Sequence[str] = ()) -> SoFar:
    """In a few words for the line that stays in sight."""
    first = tuple(lack_in_words(lack) for lack in result.missing[:NAMED])
    more = len(result.missing) - len(first)
    return SoFar(result.colour, short_of(result.colour), labels.AT_ONCE[result.colour], first, more, tuple(wrong))


def _part_of(lack: Lack) -> str:
    return _("To look for or ask") if lack.kind == "sign" else _("To measure")


def lack_in_words(lack: Lack) -> str:
    """The name of what nobody knows."""
    words: Text = (
        labels.LACKS.get(lack.item) or labels.MEASURES.get(lack.item) or labels.SIGNS.get(lack.item, lack.item)
    )
    return str(words)


def measured(look: Look) -> list[tuple[str, str]]:
    """What was measured, in words, for the page of a triage and the sheet."""
    lines = [(str(_("Consciousness")), _awake(look.consciousness))]
    for code, text in {**look.vitals, **look.extras}.items():
        value = (
            _("could not be measured") if text == "unknown" else f"{number(text)} {labels.unit_of(MEASURES[code].unit)}"
        )
        lines.append((str(labels.MEASURES[code]), value))
    return lines


def _awake(code: str) -> str:
    if code == "unknown":
        return str(labels.GAPS["unknown"])
    return str(labels.CONSCIOUSNESS.get(code, labels.GAPS["not_asked"]))


def found_signs(look: Look) -> list[str]:
    """The signs that were seen."""
    return [str(labels.SIGNS.get(code, code)) for code, finding in look.signs.items() if finding == "yes"]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need as a line."""

    row: NeedRow
    title: str
    status: Status
    due: str
    send_url: str
    referrals: tuple[ReferralLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """To whom a need was referred, and how that stands."""

    receiver: str
    status: Status
    at: datetime
    url: str


REFERRED = {"waiting": "notice", "sent": "act", "accepted": "well", "done": "well", "refused": "harm"}


def _referral(row: SendingRow) -> ReferralLine:
    status = Status(row.state_label, REFERRED.get(row.state, "neutral"))
    return ReferralLine(row.receiver, status, row.at, reverse("cases:sending", args=[row.id]))


def need_line(row: NeedRow, *, may_send: bool = False) -> NeedLine:
    """A need; a masked one says only that there is one. ``send_url``: where it is referred from."""
    title = str(labels.NEEDS.get(row.kind, row.kind)) if not row.masked else _("A need that is about health")
    if row.state != "open":
        status = Status(row.state_label, "well" if row.state == "met" else "neutral")
    elif row.due_at < timezone.now():
        status = Status(row.state_label, "harm")
    else:
        status = Status(row.state_label, "notice")
    send = ""
    under_way = any(not one.ended for one in row.referrals)
    if may_send and row.profile and row.state == "open" and not row.masked and not under_way:
        send = f"{reverse('cases:send', args=[row.case_id, 'referral'])}?profile={row.profile}&answers={row.id}"
    due = due_in_words(row.due_at, timezone.now()) if row.state == "open" else ""
    return NeedLine(row, title, status, due, send, tuple(_referral(one) for one in row.referrals))
