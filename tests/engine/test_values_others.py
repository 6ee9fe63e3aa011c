"""Grades, sex and places, and the examples in every docstring of the engines."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dodomu.engine.clinic
import dodomu.engine.estimation
import dodomu.engine.matching
import dodomu.engine.planning
import dodomu.engine.values
from dodomu.engine.values import Grade, Place, Sex, read_sex

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (
        dodomu.engine.values,
        dodomu.engine.matching,
        dodomu.engine.planning,
        dodomu.engine.clinic,
        dodomu.engine.estimation,
    )
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@given(st.sampled_from("ABCDEF"), st.integers(1, 6))
def test_a_grade_is_read_as_it_is_written(source: str, content: int) -> None:
    assert Grade.read(str(Grade(source, content))) == Grade(source, content)


def test_grades_are_ordered_by_source_then_content() -> None:
    grades = [Grade("B", 1), Grade("A", 6), Grade("F", 6), Grade("A", 1)]
    assert [str(grade) for grade in sorted(grades, key=lambda grade: grade.rank)] == ["A1", "A6", "B1", "F6"]


@pytest.mark.parametrize("text", ["", "G1", "A7", "A", "12", "A²"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="grade"):
        Grade.read(text)


@pytest.mark.parametrize(
    ("text", "sex"),
    [("ж", Sex.FEMALE), ("Чол.", Sex.MALE), ("female", Sex.FEMALE), ("?", Sex.UNKNOWN), (" ", Sex.NOT_ASKED)],
)
def test_a_cell_with_the_sex_is_read(text: str, sex: Sex) -> None:
    assert read_sex(text) is sex


@given(st.builds(Place, st.text(), st.text(), st.text()))
def test_a_place_survives_json(place: Place) -> None:
    assert Place.from_json(place.to_json()) == place
