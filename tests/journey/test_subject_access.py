"""One person's whole file: everything with its sources, nobody else's data, compiled by one and released by another."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.models import Case, DataRequest
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Fact
from dodomu.kit.dates import today
from tests.journey.registry_people import olena, person_in
from tests.journey.sent_things import confirmed, to_team
from tests.people import make_team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
Viewers = Callable[..., Any]


@pytest.fixture
def officer(viewer_with: Viewers, director: Any) -> Any:
    """One of several colleagues, so that somebody else can release."""
    return viewer_with("data_protection_officer")


@pytest.fixture
def director(viewer_with: Viewers) -> Any:
    return viewer_with("director")


@pytest.fixture
def willow(viewer_with: Viewers) -> Any:
    return viewer_with("case_worker", team=make_team("Willow"))


@pytest.fixture
def case(viewer_with: Viewers, director: Any, willow: Any) -> Case:
    analyst = viewer_with("tracing_analyst")
    child = person_in(registry.record_report(analyst, olena(analyst)))
    registry.add_fact(
        analyst, child, registry.FactInput("residence", _place("Вишневе")), registry.SaidBy(kind="authority")
    )
    return actions.open_case(director, child, make_team("Willow").id, willow.user_id, "high", "Her mother asked.")


def _place(name: str) -> Any:
    from dodomu.engine.values.places import Place

    return Place(name)


def asked(kind: str = "access", **more: Any) -> actions.Asked:
    given = {
        "requester": "subject",
        "identity": "document",
        "requester_name": "Олена Коваленко",
        "asked": "All you keep about me.",
        "received_on": today(),
        "language": "en",
    } | more
    return actions.Asked(kind, **given)


def compiled(officer: Any, case: Case, withhold: tuple[str, ...] = (), **more: Any) -> DataRequest:
    row = actions.record_request(officer, case.person_id, asked(**more))
    return actions.compile_file(officer, row.id, withhold)


def file_of(viewer: Any, row: DataRequest) -> dict[str, Any]:
    return {section["code"]: section for section in actions.read_file(viewer, row.id)["sections"]}


def test_the_law_says_until_when(officer: Any, case: Case) -> None:
    row = actions.record_request(officer, case.person_id, asked(received_on=date(2026, 1, 30)))
    assert (row.due_at.date().isoformat(), row.due_rule) == ("2026-02-28", "gdpr.12.3")


def test_every_stage_is_in_the_file(officer: Any, case: Case) -> None:
    codes = {section.code for section in contributions.subject_file(officer, case.person_id)}
    assert {
        "facts",
        "reports",
        "relatives",
        "cases",
        "consents",
        "interviews",
        "sealed",
        "sendings",
        "tracing",
        "exhibits",
        "access",
    } <= codes


def test_the_file_has_every_fact_with_its_source(officer: Any, case: Case) -> None:
    facts = file_of(officer, compiled(officer, case))["facts"]["entries"]
    assert ("Name", "Коваленко Олена Іванівна", "a parent (B2)") in {
        (one["title"], one["value"], one["source"]) for one in facts
    }
    assert "Вишневе" in {one["value"] for one in facts}


def test_nobody_elses_data_is_in_the_file(officer: Any, case: Case, willow: Any) -> None:
    row = compiled(officer, case)
    with actions.open_file(officer, row.id) as stream, zipfile.ZipFile(io.BytesIO(stream.read())) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Ірина" not in text
    assert willow.display_name not in text
    withheld = {one["why"]: one["number"] for one in file_of(officer, row)["reports"]["withheld"]}
    assert withheld["people named beside you: data of another person"] == 1


def test_a_parent_is_not_told_where_the_child_is(officer: Any, case: Case) -> None:
    facts = file_of(officer, compiled(officer, case, requester="parent", identity="documents_of_right"))["facts"]
    assert "Вишневе" not in json.dumps(facts, ensure_ascii=False)
    (one,) = facts["withheld"]
    assert one["number"] == 1
    assert one["why"].startswith("where a child is: not given to this requester")


def test_what_speaks_of_others_is_left_out_by_hand(officer: Any, case: Case) -> None:
    section = file_of(officer, compiled(officer, case, (f"case:{case.id}",)))["cases"]
    assert "Her mother asked." not in json.dumps(section)
    assert {"why": "speaks of another person", "number": 1} in section["withheld"]


def test_receivers_are_named_and_colleagues_are_not(officer: Any, case: Case, willow: Any, director: Any) -> None:
    confirmed(director, actions.send(willow, case.id, to_team()))
    found = file_of(officer, compiled(officer, case))
    assert "to Heron" in found["sendings"]["entries"][0]["value"]
    who = {one["title"] for one in found["access"]["entries"]}
    assert any(one.startswith("colleague ") for one in who)


def test_who_compiled_it_does_not_release_it(officer: Any, case: Case, director: Any) -> None:
    row = compiled(officer, case)
    with pytest.raises(actions.SamePerson):
        actions.release_file(officer, row.id)
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.filter(id=row.id).update(state="released", answered_by=officer.user_id, answered_at=row.at)
    assert actions.release_file(director, row.id).state == "released"


def test_sent_back_it_is_compiled_anew(officer: Any, case: Case, director: Any) -> None:
    row = compiled(officer, case)
    first = row.file_id
    actions.send_back(director, row.id, "The note on page 2 names her aunt.")
    again = actions.compile_file(officer, row.id)
    assert again.file_id != first
    assert [step.label for step in queries.request(officer, row.id).steps][1:] == [
        "file compiled",
        "sent back by the second person",
        "file compiled",
    ]


def test_every_step_is_journaled_about_the_person(officer: Any, case: Case, director: Any) -> None:
    actions.release_file(director, compiled(officer, case).id)
    kinds = [entry.kind for entry in journal.recent(4)]
    assert {"request.recorded", "request.compiled", "request.released"} < set(kinds)


@pytest.mark.parametrize("role", ["director", "case_worker", "tracing_analyst", "auditor", "administrator"])
def test_only_the_officer_records_and_compiles(viewer_with: Viewers, case: Case, officer: Any, role: str) -> None:
    viewer = viewer_with(role, team=make_team("Willow"))
    with pytest.raises(NotAllowed):
        actions.record_request(viewer, case.person_id, asked())
    with pytest.raises(NotAllowed):
        contributions.subject_file(viewer, case.person_id)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("requester", {"requester": "neighbour"}),
        ("identity", {"identity": "she said so"}),
        ("received_on", {"received_on": date(2999, 1, 1)}),
        ("asked", {"asked": " "}),
        ("fact", {"kind": "rectification"}),
    ],
)
def test_what_cannot_be_is_refused_by_name(officer: Any, case: Case, field: str, given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=field):
        actions.record_request(officer, case.person_id, asked(**given))


def test_who_must_never_learn_of_the_child_is_read_first(officer: Any, case: Case, willow: Any) -> None:
    actions.add_never_disclose(willow, case.id, actions.Warned("Her stepfather", "He beat her.", today()))
    with pytest.raises(ValueError, match="warnings_read"):
        actions.record_request(officer, case.person_id, asked())
    assert actions.record_request(officer, case.person_id, asked(warnings_read=True)).warnings_read == 1


@pytest.fixture
def disputed(case: Case) -> Fact:
    return Fact.objects.filter(attribute="birth_date", mention__own_person=case.person_id).get()


@pytest.fixture
def correction(officer: Any, case: Case, disputed: Fact) -> DataRequest:
    return actions.record_request(officer, case.person_id, asked("rectification", fact_id=disputed.id))


def test_a_correction_is_accepted_when_the_fact_is_corrected(
    officer: Any, correction: DataRequest, disputed: Fact, viewer_with: Viewers
) -> None:
    from dodomu.engine.values.dates import PartialDate

    with pytest.raises(actions.NotCorrected):
        actions.accept_correction(officer, correction.id, "")
    analyst = viewer_with("tracing_analyst")
    assert [fact for _number, fact, _at in queries.to_correct(analyst)] == [disputed.id]
    new = registry.correct_fact(analyst, disputed.id, PartialDate.from_edtf("2014-05-03"), "Birth certificate seen.")
    row = actions.accept_correction(officer, correction.id, "Birth certificate seen.")
    assert (row.state, row.new_fact_id) == ("accepted", new)
    assert queries.to_correct(analyst) == []


@pytest.fixture
def sent(willow: Any, director: Any, case: Case, correction: DataRequest) -> Any:
    return confirmed(director, actions.send(willow, case.id, to_team()))


def test_who_received_the_wrong_value_is_listed_and_told(
    officer: Any, sent: Any, correction: DataRequest, disputed: Fact
) -> None:
    registry.withdraw_fact(officer, disputed.id, "Another girl's birthday.")
    actions.accept_correction(officer, correction.id, "Withdrawn.")
    assert [row.id for row in queries.to_tell(officer)] == [correction.id]
    assert [one.receiver for one in queries.request(officer, correction.id).recipients] == ["Heron"]
    actions.tell_recipient(officer, correction.id, sent.id)
    assert queries.to_tell(officer) == []


def test_a_refusal_needs_a_reason(officer: Any, correction: DataRequest) -> None:
    with pytest.raises(ValueError, match="reason"):
        actions.refuse_request(officer, correction.id, " ")
    assert actions.refuse_request(officer, correction.id, "The register says so.").state == "refused"


def test_alone_it_is_released_and_marked_not_confirmed(officer: Any, case: Case) -> None:
    from dataclasses import replace

    alone = replace(officer, alone=True)
    assert actions.release_file(alone, compiled(alone, case).id).not_confirmed


def test_a_request_cannot_be_rewritten(correction: DataRequest) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.update(due_at=correction.due_at + timedelta(days=99))
