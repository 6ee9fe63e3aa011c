"""The rules of referrals, transfers and enquiries, read from ``data/``: moves, minimum field sets, terms of answers.

Words for people stand here, for translators.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.acts import Act
from dodomu.journey.cases.models import BodyKind, SendingKind

SENDER, RECEIVER, SECOND = "sender", "receiver", "second"
TEAM = "team"
SECTIONS = ("case", "axes", "relatives")

PROFILE_LABELS: dict[str, Promise] = {
    "medical": _("medical care"),
    "psychological": _("psychological care"),
    "legal_aid": _("legal aid"),
    "school": _("a place at school or kindergarten"),
    "social": _("social services"),
    "another_team": _("another team takes over"),
    "another_body": _("another body takes over"),
    "tracing": _("search for the child or the family"),
    "papers": _("papers of the child"),
}
SECTION_LABELS: dict[str, Promise] = {
    "case": _("Case number and risk level"),
    "axes": _("Present state of the case"),
    "relatives": _("Relatives by name"),
}


def act_to_send(kind: str) -> Act:
    """Who may begin a sending of this kind: who looks after a child refers it, who works its case transfers and asks."""
    return Act.CASE_REFER if kind == SendingKind.REFERRAL else Act.CASE_SEND


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step: from a state to the next, and who takes it."""

    kind: str
    before: str
    after: str
    who: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What leaves for one purpose: attributes of the child and sections of the case, and nothing else.

    ``use`` is what it is in the words of consent; ``uses`` names the kinds of receiver for whom it is another use.
    """

    code: str
    kinds: frozenset[str]
    to: str
    attributes: tuple[str, ...]
    sections: tuple[str, ...]
    use: str
    uses: dict[str, str] = field(default_factory=dict)
    in_force_from: date = date.min
    source: str = ""

    @property
    def label(self) -> Promise:
        return PROFILE_LABELS[self.code]

    def use_by(self, receiver: str) -> str:
        """The use that consent is needed for, when a receiver of this kind gets it."""
        return self.uses.get(receiver, self.use)

    def fits(self, kind: str, *, outside: bool) -> bool:
        """Whether it serves a sending of this kind to a team or to an outside body."""
        return kind in self.kinds and self.to in {"", "body" if outside else TEAM}


def _text(name: str) -> str:
    return files("dodomu.journey.cases").joinpath("data", name).read_text(encoding="utf-8")


@cache
def moves() -> tuple[Move, ...]:
    """Every allowed move, in the order of the table."""
    rows = csv.DictReader(_text("sending_moves.csv").splitlines())
    return tuple(Move(row["kind"], row["from"], row["to"], row["who"]) for row in rows)


def moves_from(kind: str, state: str) -> list[Move]:
    """What may follow a state.

    >>> [move.after for move in moves_from("transfer", "sent")]
    ['accepted', 'refused', 'revoked']
    """
    return [move for move in moves() if (move.kind, move.before) == (kind, state)]


def is_open(kind: str, state: str) -> bool:
    """Whether anything may still follow.

    >>> is_open("transfer", "accepted"), is_open("referral", "accepted")
    (False, True)
    """
    return any((move.kind, move.before) == (kind, state) for move in moves())


@cache
def profiles() -> dict[str, Profile]:
    """Every field set by code, in the order of the file."""
    return {row["code"]: _profile(row) for row in tomllib.loads(_text("sending_profiles.toml"))["profile"]}


def profiles_for(kind: str, today: date) -> list[Profile]:
    """The field sets in force for a kind of sending.

    >>> [one.code for one in profiles_for("enquiry", date(2026, 3, 1))]
    ['tracing', 'papers']
    """
    return [one for one in profiles().values() if kind in one.kinds and one.in_force_from <= today]


@cache
def answer_days(body: str, today: date) -> int:
    """In how many days a kind of body is expected to answer.

    >>> answer_days(BodyKind.AUTHORITY, date(2026, 3, 1)), answer_days(BodyKind.NGO, date(2026, 3, 1))
    (30, 21)
    """
    rows = [row for row in csv.DictReader(_text("answer_terms.csv").splitlines()) if in_force(row, today)]
    found = {row["body"]: int(row["days"]) for row in rows}
    return found.get(body, found["*"])


def in_force(row: dict[str, str], today: date) -> bool:
    """Whether a dated row of a rule table holds on a day."""
    after = not row["in_force_from"] or date.fromisoformat(row["in_force_from"]) <= today
    return after and (not row["in_force_to"] or today <= date.fromisoformat(row["in_force_to"]))


def _profile(row: dict[str, object]) -> Profile:
    given = {name: row[name] for name in ("code", "use", "in_force_from", "source")}
    found = Profile(
        kinds=frozenset(_words(row["kinds"])),
        to=str(row.get("to", "")),
        attributes=tuple(_words(row["attributes"])),
        sections=tuple(_words(row["sections"])),
        uses={str(kind): str(use) for kind, use in dict(row.get("uses") or {}).items()},  # type: ignore[call-overload]
        **given,  # type: ignore[arg-type]
    )
    unknown = set(found.kinds) - set(SendingKind.values) | set(found.uses) - {TEAM, *BodyKind.values}
    if unknown or set(found.sections) - set(SECTIONS):
        raise ValueError(f"sending_profiles.toml: {found.code} names what does not exist")
    return found


def _words(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
