"""From the steps of a call to the report it records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, cast

from django.utils import timezone

from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry.actions import FactInput, MentionInput, RelationInput, ReportInput, source_of_kind
from dodomu.journey.registry.call_content import CallContent
from dodomu.journey.registry.vocabulary import (
    Channel,
    Consent,
    Kinship,
    MentionRole,
    Question,
    RelationKind,
    Unanswered,
    Wish,
)
from dodomu.journey.registry.web.call_forms import CallerForm, CallForm
from dodomu.journey.registry.web.call_steps import Step

CALLER_ONLY = frozenset({*CallerForm.base_fields, "caller_name_not", "phone_not"})
"""Fields that are sealed apart from what was said: who called, and how to reach them."""
SPEAKS_AS: tuple[tuple[SourceKind, frozenset[str]], ...] = (
    (SourceKind.OTHER, frozenset(Unanswered.values)),
    (SourceKind.WITNESS, frozenset({Kinship.ACQUAINTANCE})),
    (SourceKind.AUTHORITY, frozenset({Kinship.OFFICIAL})),
    (
        SourceKind.RELATIVE,
        frozenset({Kinship.GUARDIAN, Kinship.GRANDPARENT, Kinship.SIBLING, Kinship.RELATIVE}),
    ),
    (SourceKind.PARENT, frozenset({Kinship.MOTHER, Kinship.FATHER})),
    (SourceKind.CHILD, frozenset({Kinship.SELF})),
)
"""As what kind of source a caller counts, the weakest first: mother of one child and neighbour of another is a neighbour."""

Answers = tuple[tuple[Question, Unanswered], ...]


def stated_call(viewer: Viewer, draft_id: object, content: CallContent, steps: dict[str, Step]) -> ReportInput:
    """The report that a call with valid steps records; its payload keeps every word as it was typed.

    Mentions: the children in their order, the caller (unless a child calls), then parents who were named.
    """
    told = _Told(content, steps)
    mentions, relations = told.mentions()
    return ReportInput(
        channel=Channel.HOTLINE,
        source_id=source_of_kind(viewer, told.speaks_as).id,
        payload={"call": {"fields": told.said, "children": list(content.children)}},
        statement=f"call:{draft_id}",
        mentions=mentions,
        relations=relations,
        received_at=timezone.now(),
        reporter=told.caller["caller_name"],
        consent=Consent(told.wishes["consent"]),
        requester=told.requester,
    )


class _Told:
    """The cleaned answers, part by part."""

    def __init__(self, content: CallContent, steps: dict[str, Step]) -> None:
        self.caller_form = cast(CallerForm, steps["caller"].parts[0].form)
        self.caller: dict[str, Any] = self.caller_form.cleaned_data
        self.wishes: dict[str, Any] = steps["wishes"].parts[0].form.cleaned_data
        self.children: list[CallForm] = [part.form for part in steps["children"].parts if part.child]
        self.family: dict[str, Any] = steps["children"].parts[-1].form.cleaned_data
        self.places: list[CallForm] = [part.form for part in steps["events"].parts if part.child]
        self.said = {name: value for name, value in content.fields.items() if name not in CALLER_ONLY}
        self.kin = [form.cleaned_data["kinship"] for form in self.children]

    @property
    def speaks_as(self) -> SourceKind:
        return next(kind for kind, claims in SPEAKS_AS if claims & set(self.kin))

    @property
    def requester(self) -> int:
        """The number of the mention who called: the child itself, or the one after the children."""
        return self.kin.index(Kinship.SELF) if Kinship.SELF in self.kin else len(self.children)

    def mentions(self) -> tuple[tuple[MentionInput, ...], tuple[RelationInput, ...]]:
        children = [self._child(number) for number in range(len(self.children))]
        relations = list(self._siblings())
        if self.requester == len(children):
            role = _role(self.kin)
            children.append(MentionInput(role, tuple(self._caller_facts(named=True)), unanswered=self._caller_open()))
        relations += [
            RelationInput(self.requester, number, RelationKind(kin))
            for number, kin in enumerate(self.kin)
            if kin in RelationKind.values and number != self.requester
        ]
        for kind in (RelationKind.MOTHER, RelationKind.FATHER):
            of = [number for number, kin in enumerate(self.kin) if kin != kind]
            if self.family[kind] and of:
                relations += [RelationInput(len(children), number, kind) for number in of]
                children.append(MentionInput(MentionRole.RELATIVE, (FactInput("name", parse_name(self.family[kind])),)))
        return tuple(children), tuple(relations)

    def _child(self, number: int) -> MentionInput:
        form = self.children[number]
        place = self.places[0] if self.places[number].cleaned_data.get("same") else self.places[number]
        facts = [*_child_facts(form.cleaned_data), *_place_facts(place.cleaned_data)]
        unanswered = [*_open(form), *_open(place)]
        if form.cleaned_data["sex"] == Unanswered.NOT_ASKED:
            unanswered.append((Question.SEX, Unanswered.NOT_ASKED))
        if form.cleaned_data["kinship"] in Unanswered.values:
            unanswered.append((Question.KINSHIP, Unanswered(form.cleaned_data["kinship"])))
        if self.family.get("siblings") in Unanswered.values:
            unanswered.append((Question.SIBLINGS, Unanswered(self.family["siblings"])))
        if number == self.requester:
            facts += self._caller_facts(named=False)
            unanswered += [one for one in self._caller_open() if one[0] == Question.CONTACT]
        return MentionInput(MentionRole.CHILD, tuple(facts), unanswered=tuple(unanswered))

    def _siblings(self) -> Iterator[RelationInput]:
        if self.family.get("siblings") == "yes":
            for one, other in combinations(range(len(self.children)), 2):
                yield RelationInput(one, other, RelationKind.SIBLING)

    def _caller_facts(self, *, named: bool) -> Iterator[FactInput]:
        if named and self.caller["caller_name"]:
            yield FactInput("name", parse_name(self.caller["caller_name"]))
        if self.caller["phone"]:
            yield FactInput("phone", self.caller["phone"])
        if not self.caller_form.contact.is_empty:
            yield FactInput("safe_contact", self.caller_form.contact)
        words = self.wishes["wish_words"]
        wishes = self.wishes["wishes"] or ([Wish.OTHER.value] if words else [])
        for number, wish in enumerate(wishes):
            yield FactInput("wish", wish, words=words if number == 0 else "")

    def _caller_open(self) -> Answers:
        answers = []
        if not self.caller["caller_name"]:
            answers.append((Question.NAME, self.caller_form.unanswered("caller_name")))
        if not self.caller["phone"] and not self.caller["address"] and not self.caller["ways"]:
            answers.append((Question.CONTACT, self.caller_form.unanswered("phone")))
        return tuple(answers)


def _child_facts(given: dict[str, Any]) -> Iterator[FactInput]:
    if given["name"]:
        yield FactInput("name", parse_name(given["name"], kind=NameKind.OFFICIAL))
    if given["birth_date"]:
        yield FactInput("birth_date", given["birth_date"])
    if given["sex"] != Unanswered.NOT_ASKED:
        yield FactInput("sex", given["sex"])
    if given["birth_place"]:
        yield FactInput("birth_place", Place(given["birth_place"]))
    for code in ("document", "appearance"):
        if given[code]:
            yield FactInput(code, given[code])


def _place_facts(given: dict[str, Any]) -> Iterator[FactInput]:
    if given["whereabouts"]:
        yield FactInput("last_seen", Place(given["whereabouts"]), given["seen_on"])


def _open(form: CallForm) -> Iterator[tuple[Question, Unanswered]]:
    for name, question in form.questions.items():
        if not form.cleaned_data.get(name):
            yield question, form.unanswered(name)


def _role(kin: list[str]) -> MentionRole:
    """Who a caller is in the report, by the nearest they claim to be to any of the children."""
    if set(kin) & set(RelationKind.values):
        return MentionRole.SEEKING
    return MentionRole.STAFF if Kinship.OFFICIAL in kin else MentionRole.WITNESS
