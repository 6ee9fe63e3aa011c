"""A call about a child in the records: an analyst is told, the operator learns nothing (decision 9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from dodomu.base import contributions, journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import actions, queries
from dodomu.journey.registry.call_content import Shown
from dodomu.journey.registry.models import Person, PossiblyKnown
from tests.journey.called import DANYLO, recorded, written
from tests.journey.registry_people import recorded_child

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def operator(viewer_with: Viewers) -> Any:
    return viewer_with("hotline")


@pytest.fixture
def known(analyst: Any) -> UUID:
    return recorded_child(analyst, "Гриценко Данило Олегович", born="2014-03-05", place="Приморськ")


def compared() -> list[str]:
    """The comparisons that were asked for."""
    return [
        task.args_kwargs["kwargs"]["draft_id"]
        for task in DBTaskResult.objects.filter(task_path__endswith="compare_with_records")
    ]


def test_a_child_in_the_records_is_passed_to_an_analyst(analyst: Any, operator: Any, known: UUID) -> None:
    draft = written(operator)
    assert actions.compare_call(draft) == 1
    (call,) = queries.calls_possibly_known(analyst)
    assert ([person for person, _ in call.persons], call.running) == ([known], True)


def test_comparing_again_changes_nothing(operator: Any, known: UUID) -> None:
    draft = written(operator)
    actions.compare_call(draft)
    assert actions.compare_call(draft) == 0


def test_after_recording_the_own_record_is_no_match(analyst: Any, operator: Any, known: UUID) -> None:
    draft = written(operator)
    report = recorded(operator, draft)
    assert actions.compare_call(draft) == 1
    (call,) = queries.calls_possibly_known(analyst)
    assert ([person for person, _ in call.persons], call.report_id) == ([known], report.id)


def test_a_stranger_is_passed_to_nobody(analyst: Any, operator: Any) -> None:
    recorded_child(analyst, "Заєць Мирон", born="2011-01-20")
    assert actions.compare_call(written(operator)) == 0
    assert queries.calls_possibly_known(analyst) == []


def test_the_comparison_is_asked_for_known_or_not(operator: Any) -> None:
    draft = actions.start_call(operator)
    actions.save_call(operator, draft, Shown(1), {"c1-name": "Гриценко"}, step="children")
    assert compared() == []
    actions.save_call(operator, draft, Shown(2), DANYLO, step="children")
    assert compared() == [str(draft)]


def test_the_operator_asks_in_vain(operator: Any, known: UUID) -> None:
    draft = written(operator)
    actions.compare_call(draft)
    assert queries.calls_possibly_known(operator) == []
    with pytest.raises(NotAllowed):
        queries.call_possibly_known(operator, draft)


def pages_of(client: Any, name: str) -> list[str]:
    """What the operator gets to see of a call about this child."""
    operator = Viewer.of(client.user)
    draft = written(operator, **{"c1-name": name})
    actions.compare_call(draft)
    urls = [reverse("registry:call_step", args=[draft, step]) for step in ("children", "check")] + ["/"]
    seen = [client.get(url).content.decode().replace(name, "N").replace(str(draft), "D") for url in urls]
    actions.discard_call(operator, draft)
    return [_without_tokens(text) for text in seen]


def _without_tokens(text: str) -> str:
    import re

    text = re.sub(r'name="(csrfmiddlewaretoken|window)" value="[^"]+"', "", text)
    return re.sub(r"\d\d:\d\d", "", text)


def test_the_pages_are_the_same_known_or_not(client_for: Callable[..., Any], known: UUID) -> None:
    client = client_for("hotline")
    assert pages_of(client, "Гриценко Данило Олегович") == pages_of(client, "Заєць Мирон Ярославович")


def test_looking_is_journaled_and_takes_it_off_the_list(analyst: Any, operator: Any, known: UUID) -> None:
    draft = written(operator)
    actions.compare_call(draft)
    actions.open_known_call(analyst, draft)
    kinds = [leaf.kind for leaf in journal.entries_about(Person.objects.get(pk=known).pid)]
    assert kinds[:2] == ["person.found", "call.possibly_known"]
    actions.settle_known_call(analyst, draft)
    assert queries.calls_possibly_known(analyst) == []
    assert PossiblyKnown.objects.get().seen_by_id == analyst.user_id


def test_it_stands_high_in_the_analysts_work(analyst: Any, operator: Any, known: UUID) -> None:
    actions.compare_call(written(operator))
    codes = [item.code for item in contributions.work_items(analyst)]
    assert codes[0] == "call.known"


def test_a_discarded_call_is_compared_no_more(operator: Any, known: UUID) -> None:
    draft = written(operator)
    actions.discard_call(operator, draft)
    assert actions.compare_call(draft) == 0
