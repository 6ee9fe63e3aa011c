"""Add, correct and prefer facts about a person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.bulk import insert_rows
from dodomu.base.database.locks import serialise
from dodomu.base.keys import OpenKey, open_key, seal, unseal
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.actions import cards
from dodomu.journey.registry.actions.recording import write_report
from dodomu.journey.registry.actions.rows import fact_row
from dodomu.journey.registry.actions.sources import source_of_kind
from dodomu.journey.registry.actions.statements import FactInput, MentionInput, ReportInput
from dodomu.journey.registry.attributes import Value, attribute
from dodomu.journey.registry.models import Fact, Mention, Person, Pin
from dodomu.journey.registry.queries.current import persons_of
from dodomu.journey.registry.queries.fact_states import attribute_state, fact_state, newest
from dodomu.journey.registry.queries.facts import stated_facts
from dodomu.journey.registry.vocabulary import Channel, MentionRole


class AlreadyCorrected(ValueError):
    """The fact was corrected or withdrawn before; the newer one is the one to correct."""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who a new fact comes from."""

    kind: SourceKind
    grade: str = ""
    reporter: str = ""


def add_fact(
    by: Viewer, person_id: UUID, fact: FactInput, said_by: SaidBy, *, form_id: str = "", expected_version: str = ""
) -> UUID:
    """Record one more fact about a known person, as a report of its own; return the report's id.

    ``form_id``: random number of the form, so that sending it twice records it once.

    Raises:
        NotAllowed, OutOfReach: the viewer may not add facts, or not about this person.
        Changed: other statements of this attribute are there than in ``expected_version``.
    """
    policy.require(by, Act.FACT_ADD, subject=person_id)
    role = Mention.objects.filter(memberships__person=person_id, memberships__until=None).order_by("id")
    mention = MentionInput(
        role=MentionRole(role.values_list("role", flat=True).first() or MentionRole.CHILD),
        facts=(fact,),
        person=person_id,
    )
    kind = attribute(fact.attribute)
    observed_on = fact.observed_on.to_json() if fact.observed_on else None
    received = ReportInput(
        channel=Channel.STAFF_NOTE,
        source_id=source_of_kind(by, said_by.kind).id,
        payload={
            "attribute": kind.code,
            "value": kind.encode(fact.value),
            "observed_on": observed_on,
            "words": fact.words,
        },
        statement=form_id or uuid4().hex,
        mentions=(mention,),
        received_at=timezone.now(),
        grade=said_by.grade,
        reporter=said_by.reporter,
    )
    with transaction.atomic():
        serialise(f"registry.facts.{person_id}")
        attribute_state(person_id, kind.code).must_be(expected_version)
        return write_report(by, received).id


def correct_fact(
    by: Viewer, fact_id: UUID, value: Value, reason: str, *, words: str = "", expected_version: str = ""
) -> UUID:
    """Put a new fact in place of one that was recorded wrongly; both stay, the reason between them.

    The source and the day on which it was so stay the same: what was *said* differently is a new fact (``add_fact``).

    Returns:
        The id of the new fact.

    Raises:
        ValueError: no reason. AlreadyCorrected: somebody was faster. TypeError: the value is of another kind.
        Changed: it says something else than in ``expected_version``.
        NotAllowed, OutOfReach: not for this viewer.
    """
    with transaction.atomic():
        fact, person_id = fact_within_reach(by, fact_id, Act.FACT_ADD)
        need_reason(reason)
        _as_seen(fact, expected_version)
        if fact.superseded_by.filter(withdrawal=None).exists() or hasattr(fact, "withdrawal"):
            raise AlreadyCorrected("This fact was corrected or withdrawn before.")
        key = open_key(fact.mention.data_key)
        new = FactInput(fact.attribute, value, _observed_on(fact, key), words)
        row = fact_row(new, fact.mention_id, key, by, timezone.now(), supersedes=fact.id, reason=reason)
        insert_rows(Fact, [row])
        cards.rebuild_keys([fact.mention_id])
        cards.rebuild([person_id])
        log("fact.corrected", by, person_id, fact=str(row["id"]), corrects=str(fact.id))
        events.publish("facts_changed", mention_ids=[fact.mention_id])
        return UUID(str(row["id"]))


def pin_fact(by: Viewer, fact_id: UUID, reason: str, *, expected_version: str = "") -> None:
    """Show this fact first, whatever the rules prefer; ends an earlier pin of the attribute.

    Raises:
        ValueError: no reason. NotAllowed, OutOfReach: not for this viewer.
        Changed: other statements or another preference are there than in ``expected_version``.
    """
    with transaction.atomic():
        fact, person_id = fact_within_reach(by, fact_id, Act.FACT_PIN)
        need_reason(reason)
        serialise("registry.pins")
        attribute_state(person_id, fact.attribute).must_be(expected_version)
        _end_pins(by, person_id, fact.attribute)
        own = fact.mention.own_person_id  # not the joined person: after a split the pin stays with its record
        pin = Pin(person_id=own, attribute=fact.attribute, fact=fact, by_id=by.staff_id, since=timezone.now())
        pin.reason_sealed = seal(open_key(fact.mention.data_key), "registry_pin", pin.id, "reason_sealed", reason)
        pin.save(force_insert=True)
        cards.rebuild([person_id])
        log("fact.pinned", by, person_id, fact=str(fact.id))


def unpin(by: Viewer, person_id: UUID, attribute_code: str) -> None:
    """Let the rules decide again which value of the attribute is shown first."""
    policy.require(by, Act.FACT_PIN, subject=person_id)
    with transaction.atomic():
        _end_pins(by, person_id, attribute(attribute_code).code)
        cards.rebuild([person_id])
        log("fact.unpinned", by, person_id, attribute=attribute_code)


def need_reason(reason: str) -> None:
    if not reason.strip():
        raise ValueError("reason: say in a few words why.")


def fact_within_reach(by: Viewer, fact_id: UUID, act: Act) -> tuple[Fact, UUID]:
    """The fact and its current person, if the viewer may do the act to that person and sees the compartment.

    The fact is held until the end of the transaction, so that of two who correct it at once one is told.
    """
    policy.require(by, act)
    held = Fact.objects.select_related("mention__data_key__organisation_key").select_for_update(of=("self",))
    fact = held.filter(pk=fact_id).first()
    if fact is None:
        raise policy.OutOfReach
    person_id = persons_of([fact.mention_id])[fact.mention_id]
    policy.require(by, act, subject=person_id)
    if not policy.sees_compartment(by, fact.compartment, person_id):
        raise policy.OutOfReach
    return fact, person_id


def _as_seen(fact: Fact, expected_version: str) -> None:
    """Pass in silence when the fact still says what its corrector saw."""
    facts = stated_facts([fact.mention_id], compartments=[fact.compartment]) if expected_version else []
    now = newest(facts, fact.id)
    if now is not None and now.withdrawn_at is None:
        fact_state(now).must_be(expected_version)


def _observed_on(fact: Fact, key: OpenKey) -> PartialDate | None:
    """On which day a fact was so, as its source said."""
    stored = unseal(key, Fact._meta.db_table, fact.id, "value_sealed", fact.value_sealed)
    return PartialDate.from_json(stored["on"]) if "on" in stored else None


def _end_pins(by: Viewer, person_id: UUID, attribute_code: str) -> None:
    """End the open pins of this attribute on everything that is this person now."""
    open_pins = Pin.objects.filter(attribute=attribute_code, until=None)
    open_pins.filter(fact__mention__memberships__person=person_id, fact__mention__memberships__until=None).update(
        until=timezone.now(), unpinned_by=by.user_id
    )


def log(kind: str, by: Viewer, person_id: UUID, **codes: str | int) -> None:
    pid = Person.objects.values_list("pid", flat=True).get(pk=person_id)
    journal.append(kind, by=by, subject=pid, codes=codes)
