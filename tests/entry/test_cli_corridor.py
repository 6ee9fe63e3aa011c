"""``dodomu corridor import``: a corridor from a file, tried first, written when confirmed, with the words of the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dodomu.journey.missions.models import Corridor
from tests.journey.corridor_invented import FILE
from tests.people import make_team, make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def coordinator() -> None:
    make_user("administrator", username="founder")
    make_user("mission_coordinator", username="severyn", team=make_team("Willow"))


def file(folder: Path, text: str = FILE) -> str:
    (folder / "corridor.csv").write_text(text, encoding="utf-8")
    return str(folder / "corridor.csv")


def test_without_yes_it_says_what_would_happen_and_writes_nothing(dodomu: Dodomu, tmp_path: Path) -> None:
    code, out, err = dodomu("--lang", "en", "corridor", "import", file(tmp_path), "--as", "severyn")
    assert code == 0, err
    assert "Every row can be read. Nothing is written yet." in out
    assert "New places: 5; new links: 3; new rules: 4; known already: 0." in out
    assert not Corridor.objects.exists()


def test_with_yes_it_is_there_and_the_same_file_changes_nothing(dodomu: Dodomu, tmp_path: Path) -> None:
    path = file(tmp_path)
    code, out, err = dodomu("corridor", "import", path, "--as", "severyn", "--yes", "--json")
    assert code == 0, err
    made = json.loads(out)
    corridor = Corridor.objects.get()
    assert (made["status"], made["corridor"]) == ("finished", str(corridor.id))
    assert corridor.links.count() == 3
    again = dodomu("corridor", "import", path, "--into", str(corridor.id), "--as", "severyn", "--dry-run", "--json")
    assert json.loads(again[1])["counts"]["places"] == 0
    assert Corridor.objects.count() == 1


def test_what_to_put_right_is_said_with_its_row_and_nothing_is_written(dodomu: Dodomu, tmp_path: Path) -> None:
    broken = FILE.replace("daily 08:00-18:00", "sometimes")
    code, out, _ = dodomu("--lang", "en", "corridor", "import", file(tmp_path, broken), "--as", "severyn", "--yes")
    assert code == 1
    assert "11\tvalue\tLine 1: the time is not understood." in out
    assert "Nothing is written. 1 thing must be put right in the file; then try it again." in out
    assert not Corridor.objects.exists()


def test_who_may_not_keep_corridors_is_refused(dodomu: Dodomu, tmp_path: Path) -> None:
    make_user("hotline", username="oksana")
    code, _, err = dodomu("--lang", "en", "corridor", "import", file(tmp_path), "--as", "oksana", "--yes")
    assert code == 1
    assert "This person has no right to do that" in err
    assert not Corridor.objects.exists()
