"""The invented scenario: what was promised is there, and it was made through the acts of its people."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dodomu.base.access.roles import BY_CODE
from dodomu.entry.scenario import occupier_list
from dodomu.entry.scenario.children import children, shifted
from tests.entry.conftest import Installation

TODAY = date(2026, 11, 3)


@pytest.fixture
def opened(demonstration: Installation) -> Installation:
    passphrase = json.loads((demonstration.home / "demo.json").read_text(encoding="utf-8"))["passphrase"]
    return Installation(demonstration.home, {"DODOMU_DEMO": "yes", "DODOMU_PASSPHRASE": passphrase})


def traced(opened: Installation, words: str, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(opened.run("trace", words, "--json", *more).stdout or "[]")
    return found


def test_there_are_23_children_from_4_to_17() -> None:
    assert len(children()) == 23
    assert {child.age for child in children().values()} == set(range(4, 18))


@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 28), date(2028, 2, 29), date(2028, 12, 31)])
def test_they_never_grow_older(today: date) -> None:
    for child in children().values():
        born = child.born(today)
        assert today.year - born.year - ((today.month, today.day) < (born.month, born.day)) == child.age


def test_the_occupiers_list_is_russified_and_shifted() -> None:
    rows = occupier_list.written(TODAY).decode("cp1251").splitlines()
    assert len(rows) == 1 + len(occupier_list.row_keys())
    assert "Коваленко Елена Андреевна;03.05.2017;ж;Бахмут" in rows[1]


@pytest.mark.parametrize(
    ("rule", "written"), [("same", "05.03.2017"), ("swap", "03.05.2017"), ("+30d", "04.04.2017"), ("-1y", "05.03.2016")]
)
def test_dates_are_shifted_by_their_rule(rule: str, written: str) -> None:
    assert shifted(date(2017, 3, 5), rule) == written


def test_every_role_has_a_sign_in(demonstration: Installation) -> None:
    told = json.loads((demonstration.home.parent / "told.json").read_text(encoding="utf-8"))
    assert set(told["sign_ins"]) == set(BY_CODE)
    assert len(told["password"]) >= 12


def test_a_child_of_the_list_and_her_mothers_request_are_one_person(opened: Installation) -> None:
    russian = traced(opened, "Коваленко Елена Андреевна", "--as", "tracing-analyst")
    ukrainian = traced(opened, "Коваленко Олена Андріївна", "--as", "tracing-analyst")
    assert russian[0]["url"] == ukrainian[0]["url"]


def test_the_two_namesakes_are_two(opened: Installation) -> None:
    found = traced(opened, "Руденко Артем", "--as", "tracing-analyst")
    assert len({hit["url"] for hit in found if "Руденко" in str(hit["title"])}) >= 2


def test_the_journal_of_all_these_acts_is_whole(opened: Installation) -> None:
    done = opened.run("journal", "verify", "--as", "auditor")
    assert done.returncode == 0
    assert "Коваленко" not in done.stdout


def test_nothing_it_asked_for_failed(opened: Installation) -> None:
    found = {finding["code"]: finding for finding in json.loads(opened.run("doctor", "--json").stdout)}
    assert "tasks" not in found


def test_a_mere_administrator_sees_no_child(opened: Installation) -> None:
    assert traced(opened, "Коваленко Олена") == []


def test_again_it_opens_the_same_home(demonstration: Installation) -> None:
    before = (demonstration.home / "demo.json").read_bytes()
    done = demonstration.run("demo", "--no-serve", "--json")
    assert done.returncode == 0
    assert (demonstration.home / "demo.json").read_bytes() == before


def test_without_json_it_prints_address_password_and_a_table(demonstration: Installation) -> None:
    told = demonstration.run("demo", "--no-serve").stdout
    assert "http://127.0.0.1:8000/" in told
    assert "psychologist" in told
    assert "invented" in told
