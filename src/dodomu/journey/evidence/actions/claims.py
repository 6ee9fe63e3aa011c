"""What is said of an exhibit, which facts it bears on, and setting aside what was taken in wrongly."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases.actions.holding import key_of, said
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.actions.holding import held, log
from dodomu.journey.evidence.models import DAYS, About, Bears, Claim, ClaimSource, Exhibit, FactLink
from dodomu.journey.evidence.statements import claim_statement, words_statement
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.facts import facts_open_to

CLAIM, EXHIBIT = "evidence_claim", "evidence_exhibit"


class LinkedAlready(ValueError):
    """This exhibit and this fact are linked."""

    def __init__(self) -> None:
        super().__init__("fact: accepted is one that this exhibit is not linked with")


@dataclass(frozen=True, slots=True)
class ClaimInput:
    """One claim: ``day`` for what is a date, ``value`` for the rest. ``words``: who said so, as far as it needs saying."""

    about: str
    value: str = field(repr=False)
    source: str
    day: PartialDate | None = None
    words: str = field(default="", repr=False)


@transaction.atomic
def add_claim(by: Viewer, exhibit_id: UUID, claim: ClaimInput) -> Claim:
    """Write down something that is said of an exhibit. What it contradicts stays beside it.

    Raises:
        As ``held``; ValueError: names the field.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_TAKE)
    return write_claim(by, exhibit, key_of(exhibit), claim)


def write_claim(by: Viewer, exhibit: Exhibit, key: keys.OpenKey, claim: ClaimInput) -> Claim:
    """The row and its leaf; the caller holds the exhibit and has checked the right.

    Raises:
        ValueError: names the field.
    """
    if claim.about not in About.values:
        raise ValueError(f"about: accepted are {', '.join(About.values)}")
    if claim.source not in ClaimSource.values:
        raise ValueError(f"source: accepted are {', '.join(ClaimSource.values)}")
    row = new_id()
    made = Claim.objects.create(
        id=row,
        exhibit=exhibit,
        about=claim.about,
        value_sealed=bridge.seal_value(key, CLAIM, row, "value_sealed", _value(claim)),
        source=claim.source,
        words_sealed=_if_said(key, row, claim.words),
        by_id=by.staff_id,
        at=timezone.now(),
    )
    statement = claim_statement(made, bridge.Opened({exhibit.data_key_id}))
    log("evidence.claimed", by, exhibit, statement, row=row, claim_about=claim.about, claim_source=claim.source)
    return made


@transaction.atomic
def link_fact(by: Viewer, exhibit_id: UUID, fact_id: UUID, bears: str) -> FactLink:
    """Say that an exhibit supports a stated fact about the child, or speaks against it.

    Raises:
        As ``held``; LinkedAlready; ValueError: it is no fact of this child that counts and is open to the viewer.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_WORK)
    if bears not in Bears.values:
        raise ValueError(f"bears: accepted are {', '.join(Bears.values)}")
    person = linking.current_person(exhibit.case.person_id)
    policy.require(by, Act.PERSON_READ, subject=person)
    if not any(fact.id == fact_id and fact.counts for fact in facts_open_to(by, person)):
        raise ValueError("fact: accepted are facts of this child that count and are open to you")
    if FactLink.objects.filter(exhibit=exhibit, fact=fact_id, ended_at=None).exists():
        raise LinkedAlready
    link = FactLink.objects.create(exhibit=exhibit, fact_id=fact_id, bears=bears, by_id=by.staff_id, at=timezone.now())
    log("evidence.linked", by, exhibit, fact=str(fact_id), bears=bears)
    return link


@transaction.atomic
def unlink_fact(by: Viewer, link_id: UUID) -> FactLink:
    """End a link between an exhibit and a fact; that it was there stays on record.

    Raises:
        As ``held``; OutOfReach: there is none, or it has ended.
    """
    policy.require(by, Act.EVIDENCE_WORK)
    link = FactLink.objects.filter(id=link_id, ended_at=None).first()
    if link is None:
        raise policy.OutOfReach
    exhibit = held(by, link.exhibit_id, Act.EVIDENCE_WORK, set_aside_too=True)
    link.ended_by_id, link.ended_at = by.staff_id, timezone.now()
    link.save(update_fields=("ended_by", "ended_at"))
    log("evidence.unlinked", by, exhibit, fact=str(link.fact_id))
    return link


@transaction.atomic
def set_aside(by: Viewer, exhibit_id: UUID, reason: str) -> Exhibit:
    """Set aside what was taken in wrongly: another case's, or no evidence at all. It stays kept, with its number.

    Raises:
        As ``held``; ValueError: no words.
    """
    exhibit = held(by, exhibit_id, Act.EVIDENCE_WORK)
    words, key = said("reason", reason), key_of(exhibit)
    exhibit.set_aside_by_id, exhibit.set_aside_at = by.staff_id, timezone.now()
    exhibit.set_aside_sealed = bridge.seal_value(key, EXHIBIT, exhibit.id, "set_aside_sealed", words)
    exhibit.save(update_fields=("set_aside_by", "set_aside_at", "set_aside_sealed"))
    statement = words_statement("set_aside", exhibit.pid, exhibit.set_aside_at, reason=words)
    log("evidence.set_aside", by, exhibit, statement)
    return exhibit


def _value(claim: ClaimInput) -> object:
    if claim.about not in DAYS:
        return said("value", claim.value)
    if claim.day is None:
        raise ValueError("day: accepted is a date, as far as it is known")
    return claim.day.to_json()


def _if_said(key: keys.OpenKey, row: UUID, words: str) -> bytes | None:
    return bridge.seal_value(key, CLAIM, row, "words_sealed", words.strip()) if words.strip() else None
