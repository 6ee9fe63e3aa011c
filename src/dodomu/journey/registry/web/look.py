"""What the child's page shows, made ready for the templates: words, languages, addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.name_notes import name_notes
from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.phrases import NAME_KINDS, ODD_NAMES, kin_text, source_title, value_text, why_text
from dodomu.journey.registry.queries import AttributeProfile, PinRow, Profile, ReportPage, StatedFact
from dodomu.journey.registry.vocabulary import Question, Unanswered
from dodomu.journey.registry.web.masks import request_url
from dodomu.journey.registry.web.requester_look import CONTACT_FACTS, ContactCard, contact_of
from dodomu.kit.address import address_of
from dodomu.kit.alphabet import language_of
from dodomu.kit.dates import kyiv_day, reading

Text = str | Promise
QUESTIONS, ANSWERS = dict(Question.choices), dict(Unanswered.choices)
PAYLOAD_LABELS: dict[str, Text] = {code: one.title for code, one in ATTRIBUTES.items()} | {
    "kind": _("Who said it"),
    "channel": _("How it reached us"),
    "consent": _("Agreed that we use it for"),
    "mother": _("Name of the mother"),
    "father": _("Name of the father"),
    "whereabouts": _("Where the child is or was last seen"),
    "seen_on": _("When the child was seen there"),
    "words": _("What was said, in their words"),
    "mentions": _("Who was spoken of"),
    "attribute": _("Attribute"),
    "value": _("Value"),
    "observed_on": _("When this was so"),
    "reliability": _("Reliability of the source"),
    "credibility": _("Credibility of what was said"),
    "photo": _("Photo, in pixels"),
    "taken_on": _("When it was taken"),
    "relation": _("Relation"),
    "reason": _("Reason"),
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One statement as it is shown."""

    id: UUID
    text: str = field(repr=False)
    lang: str
    note: Text
    source: str
    observed: str
    recorded: str
    grade: str
    words: str = field(repr=False)
    url: str
    reason: str = field(default="", repr=False)
    odd: tuple[Text, ...] = ()
    """What is odd about a name as written, and what to do."""


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """One attribute as it is shown."""

    code: str
    label: Text
    masked: bool = False
    request_url: str = ""
    many: bool = False
    preferred: FactLine | None = None
    why: str = ""
    pin: PinRow | None = None
    agreeing: tuple[FactLine, ...] = ()
    others: tuple[FactLine, ...] = ()
    conflicting: bool = False
    past: tuple[FactLine, ...] = ()
    agreeing_count: int = 0
    more: int = 0


def fact_line(fact: StatedFact) -> FactLine:
    text = value_text(fact.value, ATTRIBUTES[fact.attribute].kind)
    stated = getattr(fact.value, "as_stated", "") or getattr(fact.value, "as_written", "")
    return FactLine(
        id=fact.id,
        text=text,
        lang=language_of(text),
        note=NAME_KINDS[fact.value.kind] if isinstance(fact.value, NameForm) else "",
        source=source_title(fact.source_name, fact.source_kind),
        observed=reading(fact.observed_on) or kyiv_day(fact.received_at),
        recorded=kyiv_day(fact.recorded_at),
        grade=fact.grade,
        words=fact.words or (stated if stated != text else ""),
        url=address_of("registry:report", fact.report_id),
        reason=fact.withdrawn_reason or fact.reason,
        odd=_odd(fact, fact.words or stated or text),
    )


def _odd(fact: StatedFact, written: str) -> tuple[Text, ...]:
    if not isinstance(fact.value, NameForm) or not fact.counts:
        return ()
    return tuple(ODD_NAMES[code] for code in name_notes(written))


def attribute_line(viewer: Viewer, person_id: UUID, one: AttributeProfile, *, most: int | None = None) -> AttributeLine:
    """One attribute; ``most``: so many further statements of each sort, the rest are counted in ``more``."""
    code, label = one.attribute.code, one.attribute.title
    if one.masked:
        url = request_url(person_id, str(one.attribute.compartment or ""))
        return AttributeLine(code, label, masked=True, request_url=url)
    return AttributeLine(
        code,
        label,
        many=one.attribute.many,
        preferred=fact_line(one.preferred) if one.preferred else None,
        why=why_text(one.why.code, one.why.preferred, one.why.other) if one.why else "",
        pin=one.pin,
        agreeing=tuple(map(fact_line, one.agreeing[:most])),
        others=tuple(map(fact_line, one.others[:most])),
        conflicting=one.conflicting,
        past=tuple(map(fact_line, one.past[:most])),
        agreeing_count=len(one.agreeing),
        more=sum(len(sort) - len(sort[:most]) for sort in (one.agreeing, one.others, one.past)),
    )


def attribute_lines(viewer: Viewer, profile: Profile, *, most: int | None = None) -> list[AttributeLine]:
    """Every attribute of a profile, the name left out: it is hidden until asked for."""
    return [
        attribute_line(viewer, profile.person_id, one, most=most)
        for code, one in profile.attributes.items()
        if code != "name"
    ]


def name_line(viewer: Viewer, profile: Profile) -> AttributeLine | None:
    found = profile.attributes.get("name")
    return attribute_line(viewer, profile.person_id, found) if found else None


def contradictions(lines: list[AttributeLine]) -> int:
    return sum(line.conflicting for line in lines)


def rights(viewer: Viewer, person_id: UUID) -> dict[str, bool]:
    """What the viewer may do on the page of this person."""
    acts = {"add": Act.FACT_ADD, "withdraw": Act.FACT_WITHDRAW, "pin": Act.FACT_PIN, "split": Act.PERSON_SPLIT}
    return {word: policy.may(viewer, act, subject=person_id) for word, act in acts.items()} | {
        "reports": policy.may(viewer, Act.REPORT_READ, subject=person_id)
    }


@dataclass(frozen=True, slots=True)
class MentionBlock:
    """A person a report speaks of, with what it says."""

    role: Text
    person_id: UUID | None
    facts: list[tuple[Text, FactLine, bool]]
    masked: list[Text]
    unanswered: list[tuple[Text, Text]] = field(default_factory=list)
    contact: ContactCard | None = None


def mention_blocks(report: ReportPage, roles: Mapping[str, Text]) -> list[MentionBlock]:
    return [
        MentionBlock(
            roles.get(mention.role, mention.role),
            mention.person_id,
            [
                (ATTRIBUTES[fact.attribute].title, fact_line(fact), fact.counts)
                for fact in sorted(mention.facts, key=_place)
                if not (mention.requester and fact.attribute in CONTACT_FACTS and fact.counts)
            ],
            [ATTRIBUTES[code].title for code in sorted(mention.masked, key=list(ATTRIBUTES).index)],
            [(QUESTIONS.get(question, question), ANSWERS.get(why, why)) for question, why in mention.unanswered],
            contact_of(mention.facts, dict(mention.unanswered)) if mention.requester else None,
        )
        for mention in report.mentions
    ]


def _place(fact: StatedFact) -> int:
    """The order in which attributes are shown everywhere: the name first."""
    return list(ATTRIBUTES).index(fact.attribute)


def words_of(report: ReportPage) -> list[tuple[Text, str]]:
    """The payload line by line; a list's row is an object of its columns."""
    payload = report.words or {}
    nested = payload.get("row")
    lines = nested if isinstance(nested, dict) else payload
    return [
        (PAYLOAD_LABELS.get(name, name), kin_text(str(text)) if name == "relation" else str(text))
        for name, text in lines.items()
        if text not in ("", None)
    ]
