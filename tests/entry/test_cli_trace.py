"""``dodomu trace`` is the search of the page; ``dodomu tracing`` tells how far the search for matches is right."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.urls import reverse

from dodomu.base.access.viewer import Viewer
from dodomu.base.journal.models import Leaf
from dodomu.entry import doctor_records
from dodomu.entry.doctor import Level
from dodomu.journey.tracing import actions
from dodomu.journey.tracing.models import Sweep
from tests.journey.registry_people import recorded_child
from tests.journey.tracing_pairs import namesakes
from tests.people import make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]


@pytest.fixture
def analyst() -> Viewer:
    make_user("administrator", username="founder")
    return Viewer.of(make_user("tracing_analyst", username="roman"))


def test_one_child_is_found_in_three_scripts_with_the_reasons_and_a_leaf(dodomu: Dodomu, analyst: Viewer) -> None:
    person = recorded_child(analyst, "Коваленко Олена Іванівна", born="2014-03-05", place="Бахмут")
    for words in ("Коваленко Олена, 2014, Бахмут", "Елена Коваленко, Артёмовск", "Kovalenko Olena, 2014"):
        code, out, err = dodomu("trace", words, "--as", "roman", "--json")
        assert code == 0, err
        (hit,) = json.loads(out)
        assert hit["url"] == reverse("registry:child", args=[person])
        assert hit["reasons"]
    assert Leaf.objects.filter(kind="person.found").count() == 3


def test_nobody_found_says_what_to_try(dodomu: Dodomu, analyst: Viewer) -> None:
    code, out, _ = dodomu("--lang", "en", "trace", "Щедрівський Пилип", "--as", "roman")
    assert code == 1
    assert "Try the family name alone" in out


@pytest.mark.parametrize("words", ["  ", "я" * 201])
def test_words_that_cannot_be_searched_for_are_refused(dodomu: Dodomu, analyst: Viewer, words: str) -> None:
    assert dodomu("trace", words, "--as", "roman")[0] == 2
    assert not Leaf.objects.filter(kind="person.found").exists()


def test_calibration_counts_and_names_nobody(dodomu: Dodomu, analyst: Viewer) -> None:
    actions.decide(analyst, namesakes(analyst).id, "different", "Two mothers.")
    code, out, err = dodomu("tracing", "calibration", "--as", "roman", "--json")
    assert code == 0, err
    assert json.loads(out)["decided"] == 1
    assert "Шевченко" not in out
    said = dodomu("--lang", "en", "tracing", "calibration", "--as", "roman")[1]
    assert "There are too few decisions yet" in said
    assert dodomu("tracing", "calibration")[0] == 1


def test_a_sweep_is_asked_for_once_and_the_doctor_tells(dodomu: Dodomu, analyst: Viewer) -> None:
    recorded_child(analyst, "Коваленко Олена Іванівна", born="2014-03-05")
    assert doctor_records._night().level is Level.NOTE
    code, out, err = dodomu("--lang", "en", "tracing", "sweep")
    assert code == 0, err
    assert "0 of 1 part done" in out
    dodomu("tracing", "sweep")
    assert Sweep.objects.count() == 1
    (part,) = Sweep.objects.get().parts.values_list("id", flat=True)
    actions.search_part(part)
    assert doctor_records._night().level is Level.FINE
