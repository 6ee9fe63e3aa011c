"""The answer to an enquiry becomes a report: a statement with its source, like every other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.cases.actions import stepping
from dodomu.journey.cases.models import Body, BodyKind, Sending, SendingState
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Report, Source
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.vocabulary import Channel, MentionRole
from dodomu.kit.dates import KYIV

AUTHORITIES = frozenset({BodyKind.AUTHORITY, BodyKind.CHILD_SERVICES, BodyKind.POLICE, BodyKind.COURT})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body answered. ``place`` and ``seen_on``: where the child is or was, if the answer says so."""

    on: date
    named: str = field(repr=False)
    way: str = ""
    words: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    seen_on: PartialDate | None = None
    grade: str = ""


@transaction.atomic
def record_answer(by: Viewer, sending_id: UUID, answer: Answer) -> Sending:
    """Record the answer to an enquiry as a report about the child, and end the enquiry with it.

    Raises:
        OutOfReach, NotAllowed: not for this viewer. NotNow: it was answered or taken back meanwhile.
        ValueError: names the field that is missing or cannot be so.
    """
    sending = stepping.hold(by, sending_id)
    step = stepping.Step(SendingState.ANSWERED, answer.on, answer.words, answer.named, answer.way)
    stepping.check(by, sending, step)
    if not answer.words.strip():
        raise ValueError("words: write what the body answered")
    if sending.to_body is None:
        raise ValueError("sending: it went to a team, which answers here itself")
    report = _report(by, sending, sending.to_body, answer)
    return stepping.write(by, sending, stepping.Step(step.state, step.on, "", step.named, step.way, None, report.id))


def _report(by: Viewer, sending: Sending, body: Body, answer: Answer) -> Report:
    facts = [registry.FactInput("note", answer.words.strip())]
    if answer.place.strip():
        facts.append(registry.FactInput("last_seen", Place(answer.place.strip()), answer.seen_on))
    return registry.record_report(
        by,
        registry.ReportInput(
            channel=Channel.FORM,
            source_id=_source(by, body),
            payload={"words": answer.words.strip(), "whereabouts": answer.place.strip()},
            statement=f"enquiry:{sending.pid}",
            mentions=(
                registry.MentionInput(
                    MentionRole.CHILD, tuple(facts), person=linking.current_person(sending.case.person_id)
                ),
            ),
            received_at=datetime.combine(answer.on, time(12), KYIV),
            grade=answer.grade,
            reporter=answer.named.strip(),
        ),
    )


def _source(by: Viewer, body: Body) -> UUID:
    """The body as a source of statements; one that is known under this name already keeps its kind."""
    known = Source.objects.filter(name=body.name).values_list("kind", flat=True).first()
    kind = SourceKind(known) if known else SourceKind.AUTHORITY if body.kind in AUTHORITIES else SourceKind.OTHER
    return registry.source_named(by, body.name, kind).id
