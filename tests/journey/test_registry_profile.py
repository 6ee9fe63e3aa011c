"""What a profile shows first, what beside it, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.name_reading import parse_name
from dodomu.engine.values.names import NameKind
from dodomu.engine.values.places import Place
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.actions import AlreadyCorrected, FactInput, SaidBy
from dodomu.journey.registry.models import Fact, Pin, ProfileCard
from dodomu.journey.registry.queries.facts import StatedFact
from dodomu.journey.registry.queries.preference import criteria, prefer
from tests.journey.registry_people import recorded_child

Viewers = Callable[..., Any]
TODAY = date(2025, 6, 1)


def stated(
    kind: SourceKind, value: Any = "Ізюм", *, grade: str = "B2", on: int = 1, attribute: str = "note"
) -> StatedFact:
    """A statement made on a day of May 2024."""
    at = datetime(2024, 5, on, tzinfo=UTC)
    return StatedFact(
        uuid4(),
        uuid4(),
        uuid4(),
        attribute,
        value,
        None,
        "",
        "",
        "x",
        kind,
        grade,
        at,
        at,
        None,
        None,
        False,
        "",
        None,
        "",
    )


ORDER = (
    SourceKind.VERIFIED_DOCUMENT,
    SourceKind.CHILD,
    SourceKind.PARENT,
    SourceKind.AUTHORITY,
    SourceKind.WITNESS,
    SourceKind.OCCUPIER_LIST,
)


@pytest.mark.parametrize(("better", "worse"), list(pairwise(ORDER)))
def test_the_source_decides_first(better: SourceKind, worse: SourceKind) -> None:
    best, other = stated(better, "a", grade="D4"), stated(worse, "b", grade="A1", on=9)
    ordered, why = prefer([other, best], TODAY)
    assert ordered[0] is best
    assert (why.code, why.preferred, why.other) == ("source_kind", better, worse)


def test_then_reliability_decides() -> None:
    best, other = stated(SourceKind.PARENT, "a", grade="A2"), stated(SourceKind.PARENT, "b", grade="B1", on=9)
    ordered, why = prefer([other, best], TODAY)
    assert (ordered[0], why.code) == (best, "source_grade")


def test_then_credibility_decides() -> None:
    best, other = stated(SourceKind.PARENT, "a", grade="B1"), stated(SourceKind.PARENT, "b", grade="B2", on=9)
    assert prefer([other, best], TODAY)[1].code == "content_grade"


def test_then_the_later_date_decides() -> None:
    old, new = stated(SourceKind.PARENT, "a"), stated(SourceKind.PARENT, "b", on=9)
    ordered, why = prefer([old, new], TODAY)
    assert (ordered[0], why.code, why.preferred) == (new, "date", "2024-05-09")


def test_an_imposed_name_never_comes_before_the_child_s_own() -> None:
    own = stated(SourceKind.WITNESS, parse_name("Мороз Оксана"), attribute="name")
    imposed = stated(
        SourceKind.VERIFIED_DOCUMENT, parse_name("Морозова Ксения", kind=NameKind.IMPOSED), attribute="name"
    )
    ordered, why = prefer([imposed, own], TODAY)
    assert (ordered[0], why.code) == (own, "name_kind")


def test_one_value_of_several_sources_is_agreed() -> None:
    assert prefer([stated(SourceKind.PARENT), stated(SourceKind.WITNESS)], TODAY)[1].code == "agreed"


def test_the_rules_hold_from_their_day() -> None:
    assert criteria(date(2024, 12, 31)) == ()
    assert [one.code for one in criteria(TODAY)] == [
        "name_kind",
        "source_kind",
        "source_grade",
        "content_grade",
        "date",
    ]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def yana(analyst: Any) -> UUID:
    """Yana Lys, born 2015 as a list says and in March 2016 as her mother says."""
    person = recorded_child(analyst, "Лис Яна", born="2015", kind=SourceKind.OCCUPIER_LIST, source="Список 7")
    mother = SaidBy(SourceKind.PARENT)
    actions.add_fact(analyst, person, FactInput("birth_date", PartialDate.from_edtf("2016-03")), mother)
    return person


def birth(viewer: Any, person: UUID) -> Any:
    return queries.profile(viewer, person).attributes["birth_date"]


@pytest.mark.django_db
def test_a_profile_shows_the_better_source_and_keeps_the_other(analyst: Any, yana: UUID) -> None:
    shown = birth(analyst, yana)
    assert shown.preferred.value.edtf == "2016-03"
    assert [(one.value.edtf, one.source_name) for one in shown.others] == [("2015", "Список 7")]
    assert shown.conflicting
    assert shown.why.code == "source_kind"


@pytest.mark.django_db
def test_the_card_follows_the_preferred_value(analyst: Any, yana: UUID) -> None:
    assert queries.person(analyst, yana).summary.birth.edtf == "2016-03"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_pin_puts_another_value_first_with_its_reason(analyst: Any, yana: UUID) -> None:
    actions.pin_fact(analyst, birth(analyst, yana).others[0].id, "seen in the school register")
    shown = birth(analyst, yana)
    assert shown.preferred.value.edtf == "2015"
    assert (shown.why.code, shown.pin.reason) == ("pinned", "seen in the school register")
    assert queries.person(analyst, yana).summary.birth.edtf == "2015"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_without_the_pin_the_rules_decide_again(analyst: Any, yana: UUID) -> None:
    actions.pin_fact(analyst, birth(analyst, yana).others[0].id, "school register")
    actions.unpin(analyst, yana, "birth_date")
    assert birth(analyst, yana).preferred.value.edtf == "2016-03"
    assert Pin.objects.get().until is not None


@pytest.mark.django_db
def test_a_correction_takes_the_place_and_keeps_what_was(analyst: Any, yana: UUID) -> None:
    wrong = birth(analyst, yana).preferred
    actions.correct_fact(analyst, wrong.id, PartialDate.from_edtf("2016-05"), "typing mistake")
    shown = birth(analyst, yana)
    assert shown.preferred.value.edtf == "2016-05"
    assert shown.preferred.source_kind == SourceKind.PARENT
    assert [(one.value.edtf, one.superseded) for one in shown.past] == [("2016-03", True)]
    assert shown.preferred.reason == "typing mistake"


@pytest.mark.django_db
def test_a_fact_is_corrected_once(analyst: Any, yana: UUID) -> None:
    wrong = birth(analyst, yana).preferred.id
    actions.correct_fact(analyst, wrong, PartialDate.from_edtf("2016-05"), "typing mistake")
    with pytest.raises(AlreadyCorrected):
        actions.correct_fact(analyst, wrong, PartialDate.from_edtf("2016-06"), "typing mistake")


@pytest.mark.django_db
def test_withdrawing_a_correction_lets_the_first_value_count_again(analyst: Any, yana: UUID) -> None:
    wrong = birth(analyst, yana).preferred.id
    corrected = actions.correct_fact(analyst, wrong, PartialDate.from_edtf("2016-05"), "typing mistake")
    actions.withdraw_fact(analyst, corrected, "it was right before")
    assert birth(analyst, yana).preferred.value.edtf == "2016-03"


@pytest.mark.django_db
def test_a_correction_needs_a_reason_and_the_right_kind(analyst: Any, yana: UUID) -> None:
    wrong = birth(analyst, yana).preferred.id
    with pytest.raises(ValueError, match="reason"):
        actions.correct_fact(analyst, wrong, PartialDate.from_edtf("2016-05"), " ")
    with pytest.raises(TypeError, match="birth_date takes PartialDate"):
        actions.correct_fact(analyst, wrong, "2016", "typing mistake")


@pytest.mark.django_db
def test_a_withdrawn_fact_stops_counting_and_keeps_its_reason(analyst: Any, yana: UUID) -> None:
    actions.withdraw_fact(analyst, birth(analyst, yana).preferred.id, "said by another mother")
    shown = birth(analyst, yana)
    assert shown.preferred.value.edtf == "2015"
    assert shown.past[0].withdrawn_reason == "said by another mother"


@pytest.mark.django_db
def test_a_withdrawn_report_takes_the_person_off_the_list(analyst: Any) -> None:
    person = recorded_child(analyst, "Гай Марко")
    report = queries.reports_about(analyst, person)[0].id
    actions.withdraw_report(analyst, report, "a hoax")
    assert not ProfileCard.objects.exists()
    assert queries.search(analyst, "Гай Марко") == []
    assert queries.report(analyst, report).withdrawn_reason == "a hoax"


@pytest.mark.django_db
def test_many_reports_are_withdrawn_at_once(analyst: Any) -> None:
    people = [recorded_child(analyst, name) for name in ("Гай Марко", "Лис Яна")]
    reports = [row.id for person in people for row in queries.reports_about(analyst, person)]
    assert actions.withdraw_reports(analyst, reports, "wrong list") == 2
    assert actions.withdraw_reports(analyst, reports, "wrong list") == 0
    assert queries.persons(analyst).total == 0


@pytest.mark.django_db
def test_a_closed_compartment_is_masked_not_absent(analyst: Any, viewer_with: Viewers) -> None:
    person = recorded_child(analyst, "Гай Марко", residence="Ізюм")
    officer = viewer_with("data_protection_officer")
    shown = queries.profile(officer, person).attributes["residence"]
    assert (shown.masked, shown.preferred) == (True, None)
    assert queries.profile(analyst, person).attributes["residence"].preferred.value == Place("Ізюм")  # type: ignore[union-attr]


@pytest.mark.django_db
def test_the_words_of_a_report_are_masked_with_its_place(analyst: Any, viewer_with: Viewers) -> None:
    person = recorded_child(analyst, "Гай Марко", residence="Ізюм")
    report = queries.reports_about(analyst, person)[0].id
    closed = queries.report(viewer_with("data_protection_officer"), report)
    assert (closed.words, closed.original_id, closed.mentions[0].masked) == (None, None, ("residence",))
    assert queries.report(analyst, report).words["residence"] == "Ізюм"  # type: ignore[index]


@pytest.mark.django_db
def test_forced_changes_of_identity_are_kept(analyst: Any) -> None:
    from dodomu.journey.registry.vocabulary import ChangedPart
    from tests.journey.registry_people import child_report, person_in

    change = actions.ChangeInput(ChangedPart.NAME, "Оксана", "Ксения", PartialDate.from_edtf("2023"), "order 17")
    received = child_report(analyst, "Мороз Оксана")
    received = replace(received, mentions=(replace(received.mentions[0], changes=(change,)),))
    person = person_in(actions.record_report(analyst, received))
    row = queries.identity_changes(analyst, person)[0]
    assert (row.what, row.old, row.new, row.by_act) == ("name", "Оксана", "Ксения", "order 17")
    assert Fact.objects.filter(attribute="name").count() == 1
