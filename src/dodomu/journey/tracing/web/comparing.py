"""Two records side by side, and the evidence as a waterfall: values in, rows and bars for the kit out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values.names import NameForm
from dodomu.journey.registry.attributes import Attribute, ValueKind
from dodomu.journey.registry.phrases import NAME_KINDS, kin_text, source_title, value_text
from dodomu.journey.registry.queries.facts import StatedFact
from dodomu.journey.registry.summary import Kin
from dodomu.journey.tracing.bridge import EvidenceLine, Scored, probability_of, without
from dodomu.journey.tracing.queries import AttributeRow, Review
from dodomu.journey.tracing.web.sentences import field_label, sentence
from dodomu.kit.alphabet import language_of
from dodomu.kit.charts import Step, Waterfall, waterfall
from dodomu.kit.comparison import ComparisonRow

SAME = frozenset({"equal", "equal_rare", "common", "renamed", "fits"})
SWAPPED = frozenset({"swapped"})
DIFFERENT = frozenset({"different", "differs", "unlike", "other_initial", "far", "year_apart", "relatives"})
"""Every other agreement of the engine is shown as "alike"."""

NAME_PARTS = ("family", "given", "patronymic")
EVIDENCE_OF = {
    "birth_date": "birth",
    "sex": "sex",
    "birth_place": "place",
    "citizenship": "citizenship",
    "institution": "institution",
    "phone": "phone",
    "document": "document",
}
WORDS_ONLY = frozenset({"health", "appearance", "note"})
"""Attributes shown on both sides without a verdict: nothing measures how alike they are."""


@dataclass(frozen=True, slots=True)
class SourcedRow(ComparisonRow):
    """A row whose cells say the language of each value themselves."""

    @property
    def left_lang(self) -> str:
        return ""

    @property
    def right_lang(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What is stated of both, without a verdict."""

    label: str | Promise
    left: SafeString
    right: SafeString


def comparison(review: Review) -> list[ComparisonRow]:
    """The rows of the comparison: the parts of the names first, then every attribute with the sources of each value."""
    lines = {line.field: line for line in review.scored.evidence if line.agreement != "relatives"}
    rows: list[ComparisonRow] = [_part(lines[part]) for part in NAME_PARTS if part in lines]
    for row in review.attributes:
        if row.attribute.code == "name":
            rows.append(_names_row(row, lines, review.new_facts))
        elif row.attribute.code not in WORDS_ONLY:
            rows.append(_row(row, lines.get(EVIDENCE_OF.get(row.attribute.code, "")), review.new_facts))
    if review.row.left.kin or review.row.right.kin:
        rows.append(_kin_row(review, lines.get("relative") or lines.get("father")))
    return rows


def said_of(review: Review) -> list[SaidOf]:
    """What both records say in free words."""
    return [
        SaidOf(row.attribute.title, _cell(row, row.left, review.new_facts), _cell(row, row.right, review.new_facts))
        for row in review.attributes
        if row.attribute.code in WORDS_ONLY
    ]


def chart(scored: Scored) -> Waterfall:
    """The evidence, the strongest first, each with its sentence, how probable one person is with it and all above it, and
    how probable without it alone. It begins with how rare a match is at all.
    """
    ordered = sorted(scored.evidence, key=lambda line: -abs(line.log_odds))
    sum_so_far = before = scored.log_odds - sum(line.log_odds for line in scored.evidence)
    words = gettext("most pairs that are compared are two people")
    steps = [Step(gettext("Before looking"), before, words, _percent(before))]
    for line in ordered:
        sum_so_far += line.log_odds
        alone = shown_percent(without(scored, line))
        steps.append(Step(field_label(line.field), line.log_odds, sentence(line), _percent(sum_so_far), alone))
    return waterfall(steps, total=shown_percent(scored.probability))


def _percent(log_odds: float) -> str:
    return shown_percent(probability_of(log_odds))


def finding(review: Review) -> str:
    """The result in one line: how probable, and whether the two are rather relatives."""
    percent = shown_percent(review.scored.probability)
    words = {
        "sibling": gettext("%(percent)s the same person · perhaps brother and sister"),
        "parent": gettext("%(percent)s the same person · perhaps parent and child"),
        "namesake": gettext("%(percent)s the same person · perhaps namesakes"),
    }.get(
        review.scored.relation_hint, gettext("%(percent)s the same person · brother or sister? nothing speaks for it")
    )
    return words % {"percent": percent}


def shown_percent(probability: float) -> str:
    """Whole per cent; never 0 or 100, for nothing here is certain."""
    return f"{min(99, max(1, round(probability * 100)))} %"


def _part(line: EvidenceLine) -> ComparisonRow:
    one, other = str(line.params.get("first", "")), str(line.params.get("second", ""))
    return ComparisonRow(field_label(line.field), one, other, agreement_of(line), weight=line.log_odds)


def _row(row: AttributeRow, line: EvidenceLine | None, new: Collection[UUID]) -> SourcedRow:
    left, right = _cell(row, row.left, new), _cell(row, row.right, new)
    if row.masked:
        return SourcedRow(row.attribute.title, left, right, note=gettext("not shown to your role"))
    if line is None:
        return SourcedRow(row.attribute.title, left, right, _plain_agreement(row))
    return SourcedRow(row.attribute.title, left, right, agreement_of(line), weight=line.log_odds)


def _names_row(row: AttributeRow, lines: Mapping[str, EvidenceLine], new: Collection[UUID]) -> SourcedRow:
    """Every name with its source; whether they are alike is what their parts say together."""
    together = sum(lines[part].log_odds for part in NAME_PARTS if part in lines)
    agreement = _plain_agreement(row)
    if agreement == "differs" and together > 0:
        agreement = "similar"
    left, right = _cell(row, row.left, new), _cell(row, row.right, new)
    return SourcedRow(_("Names, as each source has them"), left, right, agreement)


def agreement_of(line: EvidenceLine) -> str:
    """The engine's word as one of the kit's four."""
    if line.agreement in SAME:
        return "same"
    if line.agreement in SWAPPED:
        return "swapped"
    return "differs" if line.agreement in DIFFERENT else "similar"


def _plain_agreement(row: AttributeRow) -> str:
    """Where the engine has no opinion: the same when any value is stated on both sides."""
    if not row.left or not row.right:
        return "missing"
    shared = {fact.essence for fact in row.left} & {fact.essence for fact in row.right}
    return "same" if shared else "differs"


def _cell(row: AttributeRow, facts: Collection[StatedFact], new: Collection[UUID]) -> SafeString:
    values = list(_values(row.attribute, facts, new))
    text = render_to_string("tracing/cell.html", {"values": values, "masked": row.masked})
    return SafeString(text.strip())


def _values(attribute: Attribute, facts: Collection[StatedFact], new: Collection[UUID]) -> Iterator[dict[str, object]]:
    for fact in facts:
        text = _text(attribute, fact)
        yield {
            "text": text,
            "lang": language_of(text) if attribute.kind in (ValueKind.NAME, ValueKind.PLACE) else "",
            "kind": NAME_KINDS.get(fact.value.kind, "") if isinstance(fact.value, NameForm) else "",
            "source": source_title(fact.source_name, fact.source_kind),
            "at": fact.received_at,
            "grade": fact.grade,
            "words": fact.words if fact.words != text else "",
            "new": fact.id in new,
        }


def _text(attribute: Attribute, fact: StatedFact) -> str:
    return value_text(fact.value, attribute.kind)


def _kin_row(review: Review, line: EvidenceLine | None) -> SourcedRow:
    left, right = _kin_cell(review.row.left.kin), _kin_cell(review.row.right.kin)
    if line is None:
        return SourcedRow(gettext("Relatives"), left, right, note=gettext("not compared"))
    return SourcedRow(gettext("Relatives"), left, right, agreement_of(line), sentence(line), line.log_odds)


def _kin_cell(kin: Collection[Kin]) -> SafeString:
    named = [{"kind": kin_text(one.kind), "text": one.name.full, "lang": language_of(one.name.full)} for one in kin]
    return SafeString(render_to_string("tracing/kin.html", {"kin": named}).strip())
