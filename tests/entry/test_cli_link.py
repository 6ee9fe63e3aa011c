"""``dodomu link``: two lists of others in any spelling, or one with itself. Everybody here is invented."""

from __future__ import annotations

import csv
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dodomu.base.journal.models import Leaf
from tests.people import make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]
UKRAINIAN = """Прізвище;Ім'я;По батькові;Дата народження;Місце народження
Журавель;Максим;Гервасійович;05.03.2014;Артемівськ
Журавель;Марина;Гервасіївна;05.03.2014;Артемівськ
Тополя;Ярослава;;2012-07-19;Чугуїв
;;;;
Явір;Микола;Остапович;11.10.2010;Ізюм
;;;01.01.2011;
"""
RUSSIAN = """Фамилия,Имя,Отчество,Дата рождения,Место рождения
Явор,Николай,Остапович,2010-10-11,г. Изюм
Zhuravel,Maryna,Hervasiivna,2014-03-05,Bakhmut
Калина,Злата,Петровна,2009-01-30,Львов
Тополя,Ярослава,,19.07.2012,Чугуев
"""
MEANT = {("3", "3"), ("4", "5"), ("6", "2")}
"""Rows of one child: the twin in row 2 is in the left list alone."""


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str, Path]:
    make_user("administrator", username="founder")
    make_user("tracing_analyst", username="roman")
    (tmp_path / "ours.csv").write_text(UKRAINIAN, encoding="utf-8-sig")
    (tmp_path / "theirs.csv").write_text(RUSSIAN, encoding="cp1251", errors="replace")
    return str(tmp_path / "ours.csv"), str(tmp_path / "theirs.csv"), tmp_path / "pairs.csv"


def pairs_of(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def link(dodomu: Dodomu, *arguments: str) -> Any:
    code, out, err = dodomu("link", *arguments, "--as", "roman", "--json")
    assert code == 0, err
    return json.loads(out)


@pytest.mark.parametrize("engine", ["local", "splink"])
def test_planted_children_are_found_across_scripts_and_a_twin_is_not(
    dodomu: Dodomu, lists: tuple[str, str, Path], engine: str
) -> None:
    left, right, out = lists
    told = link(dodomu, left, right, "--out", str(out), "--engine", engine, "--at-least", "0.5")
    found = pairs_of(out)
    assert {(pair["left_row"], pair["right_row"]) for pair in found} == MEANT
    assert all(pair["reasons"] and float(pair["probability"]) >= 0.5 for pair in found)
    assert (told["pairs"], told["engine"], [one["rows"] for one in told["lists"]]) == (3, engine, [4, 4])


def test_the_file_is_for_its_owner_alone_and_the_terminal_names_nobody(
    dodomu: Dodomu, lists: tuple[str, str, Path]
) -> None:
    left, right, out = lists
    code, shown, warned = dodomu("link", left, right, "--out", str(out), "--as", "roman")
    assert code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "not encrypted" in warned
    assert not any(name in shown + warned for name in ("Журавель", "Zhuravel", "Марина", "Ізюм"))
    leaf = Leaf.objects.get(kind="list.linked")
    assert "Журавель" not in str(leaf.body)


def test_a_row_without_a_name_is_told_with_its_number(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    left, right, out = lists
    (told, _other) = link(dodomu, left, right, "--out", str(out))["lists"]
    assert told["refused"] == 1
    assert [message["row"] for message in told["messages"] if message["weight"] == "refused"] == [7]


@pytest.mark.parametrize("engine", ["local", "splink"])
def test_one_list_is_linked_with_itself(dodomu: Dodomu, lists: tuple[str, str, Path], engine: str) -> None:
    left, _right, out = lists
    again = UKRAINIAN + "Zhuravel;Maksym;Hervasiiovych;2014-03-05;Бахмут\n"
    Path(left).write_text(again, encoding="utf-8-sig")
    link(dodomu, "--dedupe", left, "--out", str(out), "--engine", engine, "--at-least", "0.5")
    assert [(pair["left_row"], pair["right_row"]) for pair in pairs_of(out)] == [("2", "8")]


def test_a_limit_keeps_the_likeliest_pairs_of_each_row(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    left, right, out = lists
    Path(right).write_text(RUSSIAN + "Журавель,Марина,,2014,\n", encoding="utf-8")
    link(dodomu, left, right, "--out", str(out), "--limit", "1", "--at-least", "0.01")
    rows = [pair["left_row"] for pair in pairs_of(out)]
    assert len(rows) == len(set(rows))
    assert ("3", "3") in {(pair["left_row"], pair["right_row"]) for pair in pairs_of(out)}


def test_the_reasons_are_in_the_language_asked_for(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    left, right, out = lists
    assert dodomu("--lang", "en", "link", left, right, "--out", str(out), "--as", "roman")[0] == 0
    assert "The given names" in pairs_of(out)[0]["reasons"]


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "The file is empty"), ("Номер;Зріст\n1;120\n2;131\n", "holding names"), ("Прізвище;Ім'я\n", "no rows")],
)
def test_a_file_that_is_no_list_of_people_is_refused(
    dodomu: Dodomu, lists: tuple[str, str, Path], content: str, said: str
) -> None:
    left, right, out = lists
    Path(right).write_text(content, encoding="utf-8")
    code, _out, err = dodomu("link", left, right, "--out", str(out), "--as", "roman")
    assert code == 1
    assert said in err
    assert not out.exists()


def test_what_makes_no_sense_is_refused_before_anything_is_read(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    left, right, out = lists
    asked = {
        (left, left, "--out", str(out)): "same file",
        (left, "--out", str(out)): "Give two lists",
        (left, right, "--out", right): "overwrite",
        (left, right, "--out", str(out), "--left-date", "May"): "take a day",
    }
    for arguments, said in asked.items():
        code, _out, err = dodomu("link", *arguments, "--as", "roman")
        assert (code, said in err) == (2, True), err


def test_whoever_may_not_see_matches_may_not_link(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    make_user("hotline", username="olha")
    code, _out, err = dodomu("link", *lists[:2], "--out", str(lists[2]), "--as", "olha")
    assert code == 1
    assert "no right" in err


def test_a_missing_extra_is_named(
    dodomu: Dodomu, lists: tuple[str, str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "splink", None)
    code, _out, err = dodomu("link", *lists[:2], "--out", str(lists[2]), "--engine", "splink", "--as", "roman")
    assert code == 1
    assert "dodomu[linkage]" in err


@pytest.mark.heavy
def test_spark_finds_the_same_children(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    """In local mode; needs the extra "spark" and Java, which ``make test-all`` installs."""
    pytest.importorskip("pyspark")
    subprocess.run(["java", "-version"], check=True, capture_output=True)
    left, right, out = lists
    link(dodomu, left, right, "--out", str(out), "--engine", "spark", "--master", "local[2]", "--at-least", "0.5")
    assert {(pair["left_row"], pair["right_row"]) for pair in pairs_of(out)} == MEANT


def test_splink_never_proposes_pairs_by_a_birth_date_alone() -> None:
    """All children of eighteen years share 6,500 birth dates: a million rows would make a hundred million pairs."""
    from dodomu.journey.tracing.linking.splink_model import CERTAIN, LEARNT_FROM, PROPOSED_BY

    for columns in (*PROPOSED_BY, *LEARNT_FROM, *CERTAIN):
        assert len([column for column in columns if not column.startswith("birth")]) >= 1
        assert len(columns) >= 2


@pytest.mark.heavy
def test_splink_learns_from_long_lists_and_keeps_no_value_of_them(dodomu: Dodomu, lists: tuple[str, str, Path]) -> None:
    left, right, out = lists
    write_long(Path(left), spelled="uk")
    write_long(Path(right), spelled="ru")
    told = link(dodomu, left, right, "--out", str(out), "--engine", "splink", "--at-least", "0.9")
    same = sum(pair["left_row"] == pair["right_row"] for pair in pairs_of(out))
    assert told["learnt_from"]
    assert same >= 0.95 * LONG
    assert told["pairs"] <= 1.02 * same
    assert "juravel" not in Path(told["model_file"]).read_text(encoding="utf-8")


LONG = 2_500


def write_long(path: Path, spelled: str) -> None:
    """As many invented children, the same in both spellings, row by row."""
    family = {"uk": ("Журавель", "Явір", "Тополя"), "ru": ("Журавель", "Явор", "Тополя")}[spelled]
    given = {"uk": ("Микола", "Олена", "Дмитро", "Ганна"), "ru": ("Николай", "Елена", "Дмитрий", "Анна")}[spelled]
    syllables = ("ба", "во", "гу", "де", "жа", "зо", "ку", "ла", "мо", "ну")
    rows = ["Прізвище;Ім'я;Дата народження"]
    for number in range(LONG):
        middle = "".join(syllables[number // 10**place % 10] for place in range(4))
        born = f"{1 + number % 28:02d}.{1 + number // 28 % 12:02d}.{2008 + number % 13}"
        rows.append(f"{family[number % 3]}-{middle.capitalize()};{given[number % 4]};{born}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
