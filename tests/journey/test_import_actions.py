"""A list is staged, corrected, confirmed, written once, withdrawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from dodomu.base import events
from dodomu.base.access.policy import NotAllowed
from dodomu.base.keys import open_keys, unseal
from dodomu.base.vault import Original
from dodomu.engine.values import SourceKind
from dodomu.journey.registry import queries
from dodomu.journey.registry.actions import (
    ImportNotPossible,
    ListNotReadable,
    MappingNotUnderstood,
    SourceKnownOtherwise,
    confirm,
    map_columns,
    run,
    stage,
    withdraw,
)
from dodomu.journey.registry.models import Fact, ImportBatch, Mention, ProfileCard, Relation, Report, SearchKey
from tests.journey.imported import SMALL, imported, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(viewer_with: Callable[..., Any]) -> Any:
    return viewer_with("tracing_analyst")


def facts_of(attribute: str) -> list[Any]:
    facts = list(Fact.objects.filter(attribute=attribute).select_related("mention").order_by("id"))
    keys = open_keys(fact.mention.data_key_id for fact in facts)
    return [
        unseal(keys[fact.mention.data_key_id], "registry_fact", fact.id, "value_sealed", fact.value_sealed)["v"]
        for fact in facts
    ]


def test_staging_keeps_the_original_and_writes_nothing_into_the_registry(analyst: Any) -> None:
    batch = staged(analyst)
    assert batch.status == "staged"
    assert Original.objects.count() == 1
    assert not Report.objects.exists()


def test_the_dry_run_counts_rows_and_names_what_is_wrong(analyst: Any) -> None:
    found = queries.preview(staged(analyst).id, analyst)
    assert found.counts == {"rows": 4, "new": 3, "unchanged": 0, "refused": 1, "warned": 1}
    assert [(said.row, said.heading, said.code) for said in found.messages] == [
        (4, "", "no_name"),
        (5, "Дата народження", "date_not_a_day"),
    ]


def test_the_preview_shows_rows_as_they_would_be_recorded(analyst: Any) -> None:
    first = queries.preview(staged(analyst).id, analyst).rows[0]
    assert first.names[0].full == "Тополенко Мирослава Ігорівна"
    assert first.born is not None
    assert first.born.edtf == "2014-03-05"
    assert first.relatives[0][1].given == "Ірина"


def test_findings_beside_the_import_hold_no_word_of_the_list(analyst: Any) -> None:
    batch = staged(analyst)
    stored = str(ImportBatch.objects.values("layout", "mapping", "findings", "counts").get(pk=batch.pk))
    assert not any(word in stored for word in ("Тополенко", "Калинка", "ПІБ", "31.02"))


def test_a_confirmed_list_is_recorded_with_relatives_and_the_untouched_row(analyst: Any) -> None:
    outcome = imported(analyst)
    assert (outcome.new, outcome.unchanged, outcome.refused, outcome.finished) == (3, 0, 1, True)
    assert Mention.objects.filter(role="child").count() == 3
    assert Relation.objects.get().kind == "mother"
    report = Report.objects.get(row_number=2)
    payload = unseal(
        open_keys([report.data_key_id])[report.data_key_id],
        "registry_report",
        report.id,
        "payload_sealed",
        report.payload_sealed,
    )
    assert payload["row"]["Розмір взуття"] == "34"


def test_a_field_that_cannot_be_read_is_kept_as_stated(analyst: Any) -> None:
    imported(analyst)
    assert "Дата народження: 31.02.2015" in facts_of("note")
    assert len(facts_of("birth_date")) == 2


def test_the_same_file_again_changes_nothing(analyst: Any) -> None:
    imported(analyst)
    again = imported(analyst)
    assert (again.new, again.unchanged) == (0, 3)
    assert Report.objects.count() == 3


def test_the_same_children_in_another_file_of_the_source_change_nothing(analyst: Any) -> None:
    imported(analyst, "№;ПІБ;Рік народження\n1;Явір Софія;2014\n")
    again = imported(analyst, "Рік народження,№,ПІБ\n2014,9,ЯВІР СОФІЯ\n2013,10,Дубовик Назар\n")
    assert (again.new, again.unchanged) == (1, 1)


def test_two_equal_rows_of_one_list_stay_two_children(analyst: Any) -> None:
    text = "ПІБ;Рік народження\nЯвір Софія;2014\nЯвір Софія;2014\n"
    assert imported(analyst, text).new == 2
    assert imported(analyst, text).new == 0


def test_another_source_saying_the_same_is_another_statement(analyst: Any) -> None:
    imported(analyst)
    assert imported(analyst, source="Інший вигаданий список").new == 3


def test_a_corrected_column_is_used_and_remembered_for_the_source(analyst: Any) -> None:
    text = "Кого шукаємо;Рік народження\nЯвір Вербова;2014\n"
    batch = staged(analyst, text)
    assert batch.mapping[0] == "keep"
    assert map_columns(analyst, batch.id, {"Кого шукаємо": "full_name"}).findings["new"] == 1
    assert staged(analyst, text).mapping[0] == "full_name"
    assert staged(analyst, text, source="Інший список").mapping[0] == "keep"


def test_a_mapping_that_names_no_heading_is_refused_without_repeating_it(analyst: Any) -> None:
    with pytest.raises(MappingNotUnderstood) as refusal:
        stage(analyst, io.BytesIO(SMALL.encode()), "list.csv", "Список", {"Тополенко": "full_name"})
    assert "Тополенко" not in str(refusal.value)


def test_confirmation_asks_for_the_job_in_the_same_transaction(analyst: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    batch = staged(analyst)
    confirm(analyst, batch.id)
    task = DBTaskResult.objects.get()
    assert task.task_path.endswith("import_list")
    assert task.args_kwargs["kwargs"] == {"batch_id": str(batch.id)}


def test_progress_is_told_with_rows_done_and_total(analyst: Any) -> None:
    batch = staged(analyst)
    confirm(analyst, batch.id)
    told: list[tuple[int, int]] = []
    run(batch.id, lambda done, total: told.append((done, total)))
    assert told == [(4, 4)]


def test_what_nobody_confirmed_does_not_run(analyst: Any) -> None:
    batch = staged(analyst)
    with pytest.raises(ImportNotPossible) as refusal:
        run(batch.id)
    assert refusal.value.code == "not_confirmed"


def test_only_those_who_may_import_can(viewer_with: Callable[..., Any]) -> None:
    with pytest.raises(NotAllowed):
        staged(viewer_with("hotline"))


@pytest.mark.parametrize("event", ["list_imported", "list_withdrawn"])
def test_who_listens_is_told(analyst: Any, event: str, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[dict[str, Any]] = []
    monkeypatch.setitem(events._handlers, event, [lambda **ids: heard.append(ids)])
    outcome = imported(analyst)
    withdraw(analyst, outcome.batch_id, "Перевірка.")
    assert heard == [{"batch_id": outcome.batch_id}]


def test_a_withdrawn_list_stops_counting_and_leaves_no_search_key(analyst: Any) -> None:
    outcome = imported(analyst)
    assert withdraw(analyst, outcome.batch_id, "Список виявився підробкою.") == 3
    assert not SearchKey.objects.exists()
    assert not ProfileCard.objects.exists()
    assert Report.objects.count() == 3
    assert queries.import_batch(analyst, outcome.batch_id).reason == "Список виявився підробкою."


def test_a_withdrawn_list_can_be_imported_again(analyst: Any) -> None:
    outcome = imported(analyst)
    withdraw(analyst, outcome.batch_id, "Хибні стовпці.")
    assert imported(analyst).new == 3
    assert ProfileCard.objects.filter(is_child=True).count() == 3


def test_a_withdrawn_list_does_not_run(analyst: Any) -> None:
    batch = staged(analyst)
    confirm(analyst, batch.id)
    withdraw(analyst, batch.id, "Передумали.")
    with pytest.raises(ImportNotPossible) as refusal:
        run(batch.id)
    assert refusal.value.code == "withdrawn"


def test_withdrawing_needs_a_reason(analyst: Any) -> None:
    outcome = imported(analyst)
    with pytest.raises(ValueError, match="reason"):
        withdraw(analyst, outcome.batch_id, " ")


def test_a_known_source_keeps_its_kind(analyst: Any) -> None:
    staged(analyst, source_kind=SourceKind.OCCUPIER_LIST)
    assert staged(analyst).source.kind == "occupier_list"
    with pytest.raises(SourceKnownOtherwise):
        staged(analyst, source_kind=SourceKind.PARENT)


@pytest.mark.parametrize(("text", "code"), [("", "empty"), ("ПІБ;Рік народження\n", "no_rows")])
def test_a_list_without_children_is_refused_and_leaves_no_import(analyst: Any, text: str, code: str) -> None:
    with pytest.raises(ListNotReadable) as refusal:
        staged(analyst, text)
    assert refusal.value.code == code
    assert not ImportBatch.objects.exists()


def test_a_list_larger_than_allowed_is_refused(analyst: Any, settings: Any) -> None:
    from dataclasses import replace

    settings.DODOMU = replace(settings.DODOMU, max_upload=100)
    with pytest.raises(ListNotReadable) as refusal:
        staged(analyst)
    assert refusal.value.code == "too_large"


def test_an_interrupted_import_goes_on_where_it_stopped(analyst: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dodomu.journey.registry.actions import importing

    monkeypatch.setattr(importing, "BATCH", 2)
    batch = staged(analyst)
    confirm(analyst, batch.id)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(batch.id, stop)
    assert ImportBatch.objects.get(pk=batch.pk).next_row == 2
    assert run(batch.id).new == 3
    assert Report.objects.count() == 3


def test_the_preview_reads_the_order_of_dates_as_the_import_does(analyst: Any) -> None:
    batch = staged(analyst, "Name;Date of birth\nYavir Sofiia;03/25/2014\nYasen Lev;03/05/2014\n")
    shown = [row.born.edtf for row in queries.preview(batch.id, analyst).rows if row.born]
    confirm(analyst, batch.id)
    run(batch.id)
    persons = ProfileCard.objects.order_by("person_id")
    born = [queries.profile(analyst, one.person_id).attributes["birth_date"].preferred for one in persons]
    assert [one.value.edtf for one in born if one] == shown == ["2014-03-25", "2014-03-05"]
