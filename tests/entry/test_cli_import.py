"""``dodomu import``: a list this project has never seen, tried first, confirmed, repeated, taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs import queue
from dodomu.journey.registry import actions, queries
from tests.people import make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]
LIST = """Прізвище;Ім'я;Рік народження;Звідки
Журавель;Устинко;2015;Лозоброди
Журавель;Меланка;березень 2017;Лозоброди
;;;
Тополя;Гервасій;;Срібні Клени
"""


@pytest.fixture
def analyst() -> Iterator[Viewer]:
    make_user("administrator", username="founder")
    return Viewer.of(make_user("tracing_analyst", username="roman"))


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8-sig")
    return str(tmp_path / "list.csv")


def import_list(dodomu: Dodomu, file: str, *more: str) -> Any:
    code, out, err = dodomu("import", file, "--source", "Громада, список 7", "--as", "roman", "--json", *more)
    assert code == 0, err
    return json.loads(out)


def test_a_dry_run_leaves_nothing(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    found = import_list(dodomu, file, "--dry-run")
    assert found["counts"]["new"] == 3
    assert found["batch"] is None
    assert queries.imports(analyst) == []
    assert queries.count_children(analyst) == 0


def test_without_yes_and_without_a_terminal_it_waits_for_the_browser(
    dodomu: Dodomu, analyst: Viewer, file: str
) -> None:
    code, out, _ = dodomu("import", file, "--source", "Громада, список 7", "--as", "roman")
    page = re.search(r"/lists/[0-9a-f-]{36}/", out)
    assert code == 0
    assert page
    assert queries.count_children(analyst) == 0
    assert queries.imports(analyst)[0].status == "staged"


def test_with_yes_the_rows_are_in(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    assert import_list(dodomu, file, "--yes")["new"] == 3
    assert queries.count_children(analyst) == 3


def test_the_same_list_again_changes_nothing(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    import_list(dodomu, file, "--yes")
    again = import_list(dodomu, file, "--yes")
    assert (again["new"], again["unchanged"]) == (0, 3)
    assert queries.count_children(analyst) == 3


def test_a_whole_import_can_be_taken_back(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    batch = import_list(dodomu, file, "--yes")["batch"]
    code, out, _ = dodomu("import", "--withdraw", batch, "--reason", "wrong list", "--as", "roman", "--json")
    assert code == 0
    assert json.loads(out)["reports"] == 3
    assert queries.count_children(analyst) == 0


def test_columns_can_be_corrected(dodomu: Dodomu, analyst: Viewer, file: str, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps({"Звідки": "birth_place"}), encoding="utf-8")
    found = import_list(dodomu, file, "--mapping", str(tmp_path / "m.json"), "--dry-run")
    assert found["columns"]["Звідки"] == "birth_place"


@pytest.mark.parametrize("mapping", ["no json", '["a"]', '{"Невідомо": "family"}', '{"Звідки": "nonsense"}'])
def test_a_mapping_that_cannot_be_followed_is_misuse(
    dodomu: Dodomu, analyst: Viewer, file: str, tmp_path: Path, mapping: str
) -> None:
    (tmp_path / "m.json").write_text(mapping, encoding="utf-8")
    code, _, err = dodomu("import", file, "--source", "A", "--as", "roman", "--mapping", str(tmp_path / "m.json"))
    assert code == 2, err


def test_a_file_that_is_no_list_is_refused_in_a_sentence(dodomu: Dodomu, analyst: Viewer, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    code, _, err = dodomu("import", str(tmp_path / "empty.csv"), "--source", "A", "--as", "roman")
    assert code == 1
    assert "empty" in err


def test_who_may_not_import_is_refused(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    make_user("hotline", username="vira")
    code, _, err = dodomu("import", file, "--source", "A", "--as", "vira")
    assert code == 1
    assert "no right" in err


def test_a_half_given_withdrawal_is_misuse(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    assert dodomu("import", "--withdraw", "01890000-0000-7000-8000-000000000001")[0] == 2
    assert dodomu("import", file)[0] == 2


def test_the_worker_is_asked_as_well_and_finds_it_done(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    import_list(dodomu, file, "--yes")
    assert queue.state().ready
    assert dodomu("worker", "--once")[0] == 0
    assert queue.state().failed == 0
    assert queries.count_children(analyst) == 3


def test_trace_finds_a_child_of_the_list_in_another_spelling(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    import_list(dodomu, file, "--yes")
    code, out, _ = dodomu("trace", "Zhuravel Melanka, 2017", "--as", "roman", "--json")
    assert code == 0
    best = json.loads(out)[0]
    assert best["title"] == "Журавель Меланка"
    assert best["reasons"]


def test_trace_of_nobody_ends_with_1(dodomu: Dodomu, analyst: Viewer) -> None:
    assert dodomu("trace", "Неіснуючий Хтось", "--as", "roman")[0] == 1


def test_trace_shows_nothing_beyond_the_rights_of_who_acts(dodomu: Dodomu, analyst: Viewer, file: str) -> None:
    import_list(dodomu, file, "--yes")
    make_user("auditor", username="zakhar")
    code, out, err = dodomu("trace", "Журавель Меланка", "--as", "zakhar")
    assert code == 1
    assert "Журавель" not in out + err


def test_an_interrupted_import_goes_on_instead_of_beginning_beside_itself(
    dodomu: Dodomu, analyst: Viewer, file: str
) -> None:
    staged = import_list(dodomu, file)["batch"]
    actions.confirm(analyst, UUID(staged))
    done = import_list(dodomu, file, "--yes")
    assert (done["batch"], done["new"]) == (staged, 3)
    assert [batch.status for batch in queries.imports(analyst)] == ["finished"]
