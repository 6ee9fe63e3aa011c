"""READY is refused while anything is missing, and says what: every single thing, and any number of them together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.journey.missions.plan_rules import PaperSaid, risk_rules
from dodomu.journey.missions.plan_words import SENTENCES, note_of, sentence_of
from dodomu.journey.missions.readiness import NEEDS, Decided, Held, Judged, Looked, readiness

TODAY = date(2026, 6, 1)
TRAVEL = date(2026, 7, 10)
RETURN = Decided("return", "confirmed")
BORN_NINE = (date(2017, 3, 5), date(2017, 3, 5))


def complete(**more: Any) -> Looked:
    """A child of nine who travels with a grandmother, and of whom nothing is missing."""
    looked = Looked(
        today=TODAY,
        requester=True,
        child_view=True,
        decisions=(RETURN,),
        travel_on=TRAVEL,
        companion="grandparent",
        births=BORN_NINE,
        receiver=True,
        needs=dict.fromkeys(NEEDS, "no"),
        papers={
            "birth_certificate": PaperSaid("held"),
            "certificate_for_return": PaperSaid("held", issued_on=date(2026, 5, 20)),
            "kinship_proof": PaperSaid("held"),
            "companion_passport": PaperSaid("held", valid_until=date(2030, 1, 1)),
        },
        authorities=(Held("kinship", date(2026, 1, 1), None, checked=True),),
        risks={rule.kind: Judged("medium", date(2026, 5, 20)) for rule in risk_rules()},
        consents={"authorities": "given"},
        budget=True,
    )
    return replace(looked, **more)


def codes(looked: Looked) -> list[str]:
    return [one.code for one in readiness(looked).missing]


def papers(**changed: PaperSaid | None) -> dict[str, PaperSaid]:
    return {kind: said for kind, said in {**complete().papers, **changed}.items() if said is not None}


def risks(**changed: Judged | None) -> dict[str, Judged]:
    return {kind: one for kind, one in {**complete().risks, **changed}.items() if one is not None}


def authority(basis: str = "kinship", until: date | None = None, **more: Any) -> tuple[Held, ...]:
    return (Held(basis, date(2026, 1, 1), until, **({"checked": True} | more)),)


LACKS: list[tuple[str, dict[str, Any]]] = [
    ("requester", {"requester": False}),
    ("child_view", {"child_view": False}),
    ("best_interests", {"decisions": ()}),
    ("best_interests_declined", {"decisions": (Decided("return", "declined"),)}),
    ("best_interests_waiting", {"decisions": (Decided("return", "waiting"),)}),
    ("best_interests_waiting", {"decisions": (Decided("stay", "waiting"), RETURN)}),
    ("best_interests_not_return", {"decisions": (Decided("wait", "confirmed"), RETURN)}),
    ("best_interests_not_return", {"decisions": (Decided("stay", "alone"),)}),
    ("travel_day", {"travel_on": None}),
    ("travel_day_passed", {"travel_on": TODAY - timedelta(days=1)}),
    ("companion_needed", {"companion": "nobody"}),
    ("receiver", {"receiver": False}),
    ("needs", {"needs": {**dict.fromkeys(NEEDS, "no"), "medicine": "unknown"}}),
    ("needs", {"needs": {}}),
    ("paper_not_asked", {"papers": papers(birth_certificate=None)}),
    ("paper_missing", {"papers": papers(birth_certificate=PaperSaid("missing"))}),
    ("paper_unknown", {"papers": papers(birth_certificate=PaperSaid("unknown"))}),
    ("paper_ordered", {"papers": papers(kinship_proof=PaperSaid("ordered", ordered_on=TODAY))}),
    ("paper_expired", {"papers": papers(companion_passport=PaperSaid("held", valid_until=date(2026, 7, 9)))}),
    ("paper_no_end", {"papers": papers(companion_passport=PaperSaid("held"))}),
    ("paper_one_of", {"papers": papers(certificate_for_return=None)}),
    ("authority", {"authorities": ()}),
    ("authority", {"authorities": authority("parent")}),
    ("authority_expired", {"authorities": authority(until=date(2026, 7, 9))}),
    ("authority_unchecked", {"authorities": authority(checked=False)}),
    ("authority_escort", {"authorities": authority(escort=False)}),
    ("risk_not_judged", {"risks": risks(health=None)}),
    ("risk_unknown", {"risks": risks(health=Judged("unknown", TODAY))}),
    ("risk_too_high", {"risks": risks(route_security=Judged("too_high", TODAY))}),
    ("risk_old", {"risks": risks(carrier=Judged("low", date(2026, 5, 1)))}),
    ("consent", {"consents": {"authorities": "expired"}}),
    ("consent", {"consents": {}}),
    ("budget", {"budget": False}),
]


def test_nothing_missing_is_ready() -> None:
    found = readiness(complete())
    assert (found.ready, found.missing, found.not_confirmed) == (True, (), False)


@pytest.mark.parametrize(("code", "lack"), LACKS, ids=[f"{code}-{place}" for place, (code, _) in enumerate(LACKS)])
def test_one_thing_missing_is_said_and_nothing_else(code: str, lack: dict[str, Any]) -> None:
    found = readiness(complete(**lack))
    assert ([one.code for one in found.missing], found.ready) == ([code], False)
    assert all(sentence_of(one) for one in found.missing)


APART = [(code, lack) for code, lack in LACKS if not {"travel_on", "companion"} & set(lack)]
"""Lacks on which no other hangs; each touches one part of the plan."""


@given(st.lists(st.sampled_from(APART), unique_by=lambda lack: tuple(lack[1]), min_size=1))
@settings(max_examples=60)
def test_any_number_of_lacks_is_said_at_once_and_nothing_else(lacks: list[tuple[str, dict[str, Any]]]) -> None:
    together: dict[str, Any] = {}
    for _code, lack in lacks:
        together |= lack
    assert sorted(codes(complete(**together))) == sorted(code for code, _lack in lacks)


def test_an_adult_that_is_not_decided_is_missing_and_no_paper_of_one_is_asked_for() -> None:
    found = codes(complete(companion="unknown"))
    assert found == ["companion"]


def test_nobody_who_is_of_age_needs_an_adult_or_an_authority() -> None:
    grown = complete(companion="nobody", births=(date(2007, 1, 1), date(2007, 12, 31)), authorities=())
    assert codes(replace(grown, papers={"passport": PaperSaid("held", valid_until=date(2030, 1, 1))})) == []


def test_a_child_whose_age_is_not_known_counts_as_a_child() -> None:
    assert codes(complete(births=None)) == []
    assert "companion_needed" in codes(complete(births=None, companion="nobody"))


def test_medicine_on_the_way_needs_consent_to_medical_care() -> None:
    ill = complete(needs={**dict.fromkeys(NEEDS, "no"), "medicine": "yes"})
    assert codes(ill) == ["consent"]
    assert codes(replace(ill, consents={"authorities": "given", "medical": "given"})) == []


def test_one_person_alone_is_ready_and_marked_as_not_confirmed() -> None:
    found = readiness(complete(decisions=(Decided("return", "alone"),)))
    assert (found.ready, found.not_confirmed) == (True, True)


def test_a_declined_decision_leaves_the_one_before_it_in_force() -> None:
    assert codes(complete(decisions=(Decided("stay", "declined"), RETURN))) == []


def test_the_first_day_to_order_by_is_the_next_deadline() -> None:
    looked = complete(papers=papers(kinship_proof=PaperSaid("missing"), certificate_for_return=None))
    found = readiness(looked)
    assert found.next_by is not None
    assert (found.next_by.kinds, found.next_by.by) == (("kinship_proof",), date(2026, 6, 26))
    certificate = next(one for one in found.missing if one.code == "paper_one_of")
    assert (certificate.kinds, certificate.by) == (("passport", "certificate_for_return"), date(2026, 7, 3))


@pytest.mark.usefixtures("in_english")
def test_what_can_no_longer_come_in_time_says_so() -> None:
    late = readiness(complete(papers=papers(kinship_proof=PaperSaid("missing")), travel_on=date(2026, 6, 5)))
    (one,) = late.missing
    assert one.late
    assert "too late" in note_of(one)


def test_every_code_has_its_sentence() -> None:
    seen = {code for code, _lack in LACKS} | {"companion", "authority_no_rule"}
    assert seen == set(SENTENCES)
