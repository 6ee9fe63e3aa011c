"""72: after the care of a case is destroyed, everything is opened that still opens, and what was said there is in none of it:

search keys, cards at a glance, pairs, thumbnails, originals, history, tasks, the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from dodomu.base import keys, shred, vault
from dodomu.base.access.viewer import Viewer
from dodomu.base.vault.models import Original
from dodomu.engine.matching.terms import name_terms
from dodomu.engine.values import NameForm
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.cases import actions
from dodomu.journey.cases.dues import Due
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.models import Photo, ProfileCard, SearchKey
from dodomu.journey.tracing.models import Candidate
from tests import sealed_places
from tests.journey.cases_people import Office, tomorrow
from tests.journey.pictures import picture
from tests.journey.registry_people import child_report
from tests.journey.tracing_pairs import olena_pair

pytestmark = pytest.mark.django_db
SAID = "Вексорнчук"
"""A name spoken in the care of the case, and nowhere else."""
KEPT = "Зміївчук"
"""A name in a report, which is evidence and stays: it shows that the search would find what is there."""


@pytest.fixture
def office(viewer_with: Callable[..., Any]) -> Office:
    """Olena's case, with the name where care takes words; a photo of her, and two children who may be one."""
    made = Office(viewer_with)
    analyst = viewer_with("tracing_analyst")
    registry.add_photo(analyst, made.child, registry.PhotoInput(picture(), registry.SaidBy(SourceKind.PARENT)))
    registry.record_report(analyst, child_report(analyst, f"{KEPT} Олена", born="2014-03-05"))
    olena_pair(analyst)
    task = made.task(f"{SAID} wants to be called")
    actions.change_risk(made.willow, made.case.id, "critical", f"{SAID} was seen")
    flag = actions.raise_flag(made.willow, made.case.id, f"{SAID} asked twice", Due.on(tomorrow()))
    actions.end_task(made.willow, task.id, "done", f"{SAID} was called")
    actions.clear_flag(made.willow, flag.id, f"{SAID} was answered")
    made.close()
    return made


def cells() -> list[sealed_places.Cell]:
    """Every sealed value of every table that a living key opens."""
    found = sealed_places.cells(sealed_places.sealed_columns(), sealed_places.all_keys(), every_row=True)
    return [one for one in found if isinstance(one, sealed_places.Cell)]


def read_by_a_thief(officer: Viewer) -> str:
    """All that opens with the keys that are left, and all that stands in the clear."""
    found = [str(cell.value) for cell in cells()]
    for identifier in Original.objects.values_list("id", flat=True):
        with vault.open_original(identifier, officer) as file:
            found.append(file.read().decode("utf-8", "replace"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [
                    bytes(one).decode("utf-8", "replace") if isinstance(one, bytes | memoryview) else str(one)
                    for one in row
                ]
    return "\n".join(found)


def is_searched_by(name: str) -> bool:
    """Whether a term of this family name stands among the search keys: asked with the key, as the server could."""
    digest = keys.unlocked().search_key
    wanted = [digest(term.kind, term.text) for term in name_terms(NameForm(family=name))]
    assert wanted
    return SearchKey.objects.filter(key__in=wanted).exists()


def test_nothing_that_still_opens_holds_what_was_destroyed(office: Office, viewer_with: Callable[..., Any]) -> None:
    officer = viewer_with("evidence_officer")
    plan = shred.plan_of_case(office.case.id, subject=office.case.pid)
    where = {(str(cell.column), cell.key.id in plan.keys) for cell in cells() if SAID in str(cell.value)}
    assert {"cases_task.title_sealed", "cases_flag.reason_sealed"} <= {column for column, _ in where}
    assert {of_care for _, of_care in where} == {True}
    assert all(text in read_by_a_thief(officer) for text in (SAID, KEPT))
    shred.carry_out(plan, officer, confirmed_by=office.director, reason="retention")
    read = read_by_a_thief(officer)
    assert (SAID in read, KEPT in read) == (False, True)
    assert (is_searched_by(SAID), is_searched_by(KEPT)) == (False, True)


def test_what_is_evidence_stays_whole(office: Office, viewer_with: Callable[..., Any]) -> None:
    """Cards, pairs and thumbnails are made from reports alone: they neither hold what was destroyed nor die with it."""
    officer = viewer_with("evidence_officer")
    derived = ["registry_profilecard.sealed", "registry_photo.blurred_sealed", "registry_photo.clear_sealed"]
    before = {(str(one.column), one.row): one.value for one in cells() if str(one.column) in derived}
    plan = shred.plan_of_case(office.case.id, subject=office.case.pid)
    shred.carry_out(plan, officer, confirmed_by=office.director, reason="retention")
    after = {(str(one.column), one.row): one.value for one in cells() if str(one.column) in derived}
    assert after == before
    assert len({column for column, _ in after}) == len(derived)
    assert Photo.objects.exists()
    assert ProfileCard.objects.filter(person_id=office.child).exists()
    assert Candidate.objects.exists()
