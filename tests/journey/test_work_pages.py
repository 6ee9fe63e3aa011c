"""My work and the work of the team: sections, due words, folding, reach; giving many cases away and taking it back."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dodomu.base import contributions
from dodomu.base.access import actions as access
from dodomu.base.access.models import UndoableAct
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.access.viewer import Viewer
from dodomu.base.contributions import WorkItem
from dodomu.base.journal.models import Leaf
from dodomu.base.late import Late
from dodomu.journey.cases import actions, queries
from dodomu.journey.cases.dues import Due
from dodomu.journey.cases.models import Case, Flag
from dodomu.journey.registry import actions as registry
from dodomu.journey.tracing import actions as tracing
from dodomu.journey.tracing import queries as tracing_queries
from dodomu.kit.alphabet import ukrainian_key
from dodomu.kit.due import due_in_words, waits_in_words
from tests.journey.registry_people import child_report, person_in, recorded_child
from tests.journey.tracing_pairs import namesakes, olena_pair, search_for
from tests.people import make_team, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "The worker is ill."
NAMES = ("Яворенко Ліна", "Ґудзь Ганна", "Гай Олена")
Clients = Callable[..., Any]


@pytest.fixture
def director() -> Viewer:
    return Viewer.of(make_user("director"))


@pytest.fixture
def worker() -> Any:
    return make_user("case_worker", team=make_team("Willow"))


@pytest.fixture
def three(director: Viewer, worker: Any) -> list[Case]:
    """Cases №1 to №3 of one worker: high, low, low."""
    return [opened(director, name, worker.id, risk) for name, risk in zip(NAMES, ("high", "low", "low"), strict=True)]


def opened(by: Viewer, name: str, worker_id: Any, risk: str = "low") -> Case:
    clerk = Viewer.of(make_user("tracing_analyst"))
    report = registry.record_report(clerk, child_report(clerk, name))
    return actions.open_case(by, person_in(report), make_team("Willow").id, worker_id, risk, "Her mother asked.")


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let these items alone wait."""

    def wait(*found: WorkItem) -> None:
        monkeypatch.setattr(contributions, "_offers", Late())
        monkeypatch.setattr(contributions, "_work_items", [lambda _viewer: found])

    return wait


def item(code: str = "match.second", **more: Any) -> WorkItem:
    return WorkItem(**{"code": code, "title": "Confirm", "url": "/tracing/"} | more)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def in_hands_of() -> list[Any]:
    return list(Case.objects.order_by("number").values_list("worker_id", flat=True))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW - timedelta(minutes=12), "overdue 12 minutes"),
        (NOW - timedelta(hours=5), "overdue 5 hours"),
        (NOW - DAY, "overdue 1 day"),
        (datetime(2026, 3, 4, 15, 0, tzinfo=UTC), "due today, 17:00"),
        (datetime(2026, 3, 4, 22, 0, tzinfo=UTC), "due today"),
        (datetime(2026, 3, 5, 22, 0, tzinfo=UTC), "due tomorrow"),
        (NOW + 3 * DAY, "due in 3 days"),
        (NOW + 30 * DAY, "due on 3 Apr 2026"),
    ],
)
def test_due_times_are_told_in_words(due: datetime, words: str) -> None:
    assert due_in_words(due, NOW) == words


def test_waiting_is_told_in_words() -> None:
    assert (waits_in_words(NOW - 2 * DAY, NOW), waits_in_words(NOW, NOW)) == ("waits 2 days", "")


def test_the_tabs_count_each_section(client_for: Clients, items: Any) -> None:
    now = datetime.now(tz=UTC)
    items(item(due_at=now - DAY), item(), item("match.decide", count=7), item("match.decide", due_at=now + 3 * DAY))
    page = text(client_for("director").get("/"))
    assert "Everything 10 Overdue 1 Due today 0 Waiting for me as second person 1 The rest 8" in page
    assert "10 things wait for you. 1 is overdue." in page


def test_a_section_shows_its_own_items_only(client_for: Clients, items: Any) -> None:
    items(item(title="A second look"), item("match.decide", title="A first look"))
    page = text(client_for("director").get("/?show=second"))
    assert "A second look" in page
    assert "A first look" not in page


def test_an_unknown_section_shows_everything(client_for: Clients, items: Any) -> None:
    items(item(title="A second look"))
    assert "A second look" in text(client_for("director").get("/?show=nothing&kind=x&page=y"))


def test_an_empty_section_leads_back(client_for: Clients, items: Any) -> None:
    items(item())
    assert "Nothing in this section" in text(client_for("director").get("/?show=overdue"))


def test_many_equal_items_are_one_line_that_opens(client_for: Clients, items: Any) -> None:
    client = client_for("director")
    items(*(item("case.proposal", title=f"Case №{n}: answer", many="%(count)s proposals") for n in range(40)))
    page = client.get("/").content.decode()
    assert page.count('<li class="work ') == 1
    assert "40 proposals" in page
    opened_up = client.get("/?show=rest&kind=case.proposal").content.decode()
    assert opened_up.count('<li class="work ') == 40


def test_what_is_overdue_is_never_folded(client_for: Clients, items: Any) -> None:
    late = datetime.now(tz=UTC) - DAY
    items(*(item("case.proposal", due_at=late, many="%(count)s proposals") for _ in range(9)))
    assert client_for("director").get("/").content.decode().count('<li class="work ') == 9


def test_two_thousand_items_come_page_by_page(client_for: Clients, items: Any) -> None:
    late = datetime.now(tz=UTC) - DAY
    items(*(item(due_at=late, title=f"Confirm {n}") for n in range(2000)))
    page = client_for("director").get("/?page=2").content.decode()
    assert page.count('<li class="work ') == 50
    assert "51–100 of 2000" in page


def test_my_work_is_ukrainian_for_a_ukrainian(client_for: Clients, items: Any) -> None:
    late = datetime.now(tz=UTC) - 2 * DAY - timedelta(hours=1)
    items(item(due_at=late), item())
    page = text(client_for("director", language="uk").get("/"))
    assert "Прострочено 1" in page
    assert "прострочено на 2 дні" in page
    assert "Чекає на мене як другу людину 1" in page


@pytest.mark.parametrize("role", ["director", "case_worker", "tracing_analyst", "hotline", "administrator"])
def test_every_provider_yields_known_kinds_of_work(role: str, three: list[Case], director: Viewer) -> None:
    for case in three:
        actions.reassign(director, case.id, case.team_id, None, WHY)
    viewer = Viewer.of(make_user(role, team=make_team("Willow") if role == "case_worker" else None))
    assert all(one.section and one.icon for one in contributions.work_items(viewer))


def test_my_work_names_no_child(client_for: Clients, three: list[Case], director: Viewer) -> None:
    for case in three:
        actions.reassign(director, case.id, case.team_id, None, WHY)
    page = client_for("director").get("/").content.decode()
    assert f"Case №{three[0].number}: nobody works on it" in page
    assert not [name for name in NAMES if name.split()[0] in page]


def test_the_team_page_counts_the_load_of_each_worker(client_for: Clients, three: list[Case], worker: Any) -> None:
    answer = client_for("director").get(reverse("entry:team"))
    row = next(row for row in answer.context["table"].every_row() if row.id == worker.id)
    assert [row.count(code) for code in ("open", "critical", "high", "low")] == [3, 0, 1, 2]
    assert not [name for name in NAMES if name.split()[0] in answer.content.decode()]


def test_each_figure_leads_to_exactly_those_cases(client_for: Clients, three: list[Case], worker: Any) -> None:
    client = client_for("director")
    table = client.get(reverse("entry:team")).context["table"]
    row = next(row for row in table.every_row() if row.id == worker.id)
    for figure in row.figures.values():
        if figure.count:
            assert client.get(figure.url).context["table"].total == figure.count


def test_a_worker_without_cases_is_on_the_page_too(client_for: Clients, three: list[Case]) -> None:
    idle = make_user("case_worker", team=make_team("Heron"))
    table = client_for("director").get(reverse("entry:team")).context["table"]
    assert [row.count("open") for row in table.every_row() if row.id == idle.id] == [0]


def test_cases_that_nobody_works_on_come_first(client_for: Clients, three: list[Case], director: Viewer) -> None:
    actions.reassign(director, three[0].id, three[0].team_id, None, WHY)
    assert "Nobody works on 1 case." in text(client_for("director").get(reverse("entry:team")))


def test_the_team_page_needs_the_same_few_queries_for_any_number(
    client_for: Clients, director: Viewer, three: list[Case]
) -> None:
    client = client_for("director")
    client.get(reverse("entry:team"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("entry:team"))
    for number in range(4):
        opened(director, f"Тополенко Ніна {number}", None)
        make_user("case_worker", team=make_team("Heron"))
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("entry:team"))
    assert len(more) <= len(few)


@pytest.mark.parametrize("role", ["case_worker", "tracing_analyst", "administrator"])
def test_the_team_page_is_not_for_everybody(client_for: Clients, role: str) -> None:
    assert client_for(role).get(reverse("entry:team")).status_code == 403


def test_cases_sort_by_the_name_of_the_child(director: Viewer, three: list[Case]) -> None:
    found = queries.cases(director, {}, sort="name", limit=2)
    assert ([row.name.full for row in found.rows if row.name], found.total) == (["Гай Олена", "Ґудзь Ганна"], 3)
    back = queries.cases(director, {}, sort="-name").rows
    assert [row.name.full for row in back if row.name] == list(NAMES)


def test_too_many_names_are_not_unsealed(
    client_for: Clients, three: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dodomu.journey.cases.queries.by_name.MOST", 2)
    assert "Too many cases to put them in the order of names." in text(client_for("director").get("/cases/?sort=name"))


def test_cases_of_one_worker_are_found_by_the_address(director: Viewer, three: list[Case], worker: Any) -> None:
    assert queries.cases(director, {"worker": str(worker.id)}).total == 3
    assert queries.cases(director, {"worker": "no-such-code"}).total == 0


def test_many_cases_are_given_away_after_a_look_at_the_count(client_for: Clients, three: list[Case]) -> None:
    client, colleague = client_for("director"), make_user("case_worker", team=make_team("Willow"))
    rows = [str(case.id) for case in three[:2]]
    asked = text(client.post("/cases/", {"bulk": "cases.reassign", "row": rows}))
    assert "Give 2 cases to somebody" in asked
    given = {"team": str(make_team("Willow").id), "worker": str(colleague.id), "reason": WHY}
    said = client.post("/cases/", {"bulk": "cases.reassign", "row": rows, "confirmed": "2", **given}, follow=True)
    assert "2 cases are in other hands now." in text(said)
    assert in_hands_of()[:2] == [colleague.id] * 2


def test_a_refused_form_keeps_what_was_ticked(client_for: Clients, three: list[Case]) -> None:
    rows = [str(case.id) for case in three]
    given = {"bulk": "cases.reassign", "row": rows, "confirmed": "3", "team": str(make_team("Willow").id), "reason": ""}
    page = client_for("director").post("/cases/", given).content.decode()
    assert page.count('name="row"') == 3
    assert "Error:" in page


def test_all_that_is_filtered_can_be_meant(client_for: Clients, three: list[Case]) -> None:
    page = text(client_for("director").post("/cases/?risk=low", {"bulk": "cases.reassign", "every": "1"}))
    assert "Give 2 cases to somebody" in page
    assert "all entries of the list as it is filtered now" in page


def test_a_list_that_changed_is_asked_about_again(client_for: Clients, three: list[Case]) -> None:
    given = {
        "bulk": "cases.reassign",
        "every": "1",
        "confirmed": "2",
        "team": str(make_team("Willow").id),
        "reason": WHY,
    }
    page = text(client_for("director").post("/cases/", given))
    assert "The list has changed meanwhile." in page
    assert not UndoableAct.objects.exists()


@pytest.mark.parametrize("rows", [[], ["nonsense"], ["00000000-0000-7000-8000-000000000000"]])
def test_nothing_ticked_is_said(client_for: Clients, three: list[Case], rows: list[str]) -> None:
    said = client_for("director").post("/cases/", {"bulk": "cases.reassign", "row": rows}, follow=True)
    assert "Tick one or more lines first." in text(said)


def test_a_case_out_of_reach_cannot_be_ticked(client_for: Clients, three: list[Case]) -> None:
    stranger = client_for(make_user("case_worker", team=make_team("Heron")))
    said = stranger.post("/cases/", {"bulk": "cases.flag", "row": [str(three[0].id)]}, follow=True)
    assert "Tick one or more lines first." in text(said)


def test_giving_away_is_undone_with_the_journal_told(client_for: Clients, three: list[Case], worker: Any) -> None:
    client = client_for("director")
    by = Viewer.of(client.user)
    assert actions.reassign_many(by, [case.id for case in three], make_team("Willow").id, None, WHY) == 3
    page = client.get("/cases/")
    assert "You have changed 3 lines of this list." in text(page)
    act = re.search(r'name="undo" value="([^"]+)"', page.content.decode())
    said = client.post("/cases/", {"undo": act[1] if act else ""}, follow=True)
    assert "3 cases are in the hands they were in before." in text(said)
    assert in_hands_of() == [worker.id] * 3
    assert Leaf.objects.filter(kind="case.reassigned").count() == 6


def test_what_changed_since_is_not_undone(director: Viewer, three: list[Case], worker: Any) -> None:
    colleague = make_user("case_worker", team=make_team("Willow"))
    actions.reassign_many(director, [case.id for case in three], make_team("Willow").id, None, WHY)
    actions.reassign(director, three[0].id, three[0].team_id, colleague.id, WHY)
    assert actions.undo_many(director, UndoableAct.objects.get().id) == 2
    assert in_hands_of() == [colleague.id, worker.id, worker.id]


def test_an_act_is_undone_once_by_its_author_and_in_time(director: Viewer, three: list[Case]) -> None:
    actions.reassign_many(director, [three[0].id], make_team("Willow").id, None, WHY)
    act = UndoableAct.objects.get()
    with pytest.raises(OutOfReach):
        access.take_back(Viewer.of(make_user("director")), act.id)
    access.take_back(director, act.id)
    with pytest.raises(OutOfReach):
        access.take_back(director, act.id)


def test_many_cases_are_flagged_and_cleared_again(three: list[Case], worker: Any) -> None:
    by = Viewer.of(worker)
    due = Due.on((datetime.now(tz=UTC) + DAY).date())
    assert actions.flag_many(by, [case.id for case in three], "Call before Friday.", due) == 3
    assert actions.undo_many(by, UndoableAct.objects.get().id) == 3
    assert not Flag.objects.filter(cleared_at=None).exists()


def test_only_the_ticked_leave_and_only_with_a_purpose(client_for: Clients, three: list[Case]) -> None:
    client, rows = client_for("director"), [str(case.id) for case in three[:2]]
    assert "Export 2 entries" in text(client.post("/cases/", {"bulk": "export", "row": rows}))
    assert "Choose what the file is for." in text(client.post("/cases/", {"export": "csv", "row": rows}))
    file = client.post("/cases/", {"export": "csv", "row": rows, "purpose": "meeting"})
    assert len(file.content.decode("utf-8-sig").splitlines()) == 3
    assert Leaf.objects.filter(kind="case.list_exported").count() == 1


def test_many_pairs_are_decided_as_two_people_and_taken_back(client_for: Clients) -> None:
    client = client_for("tracing_analyst")
    pair = namesakes(Viewer.of(client.user))
    given = {"bulk": "tracing.dismiss", "row": [str(pair.id)], "confirmed": "1", "reason": "Two mothers."}
    assert "1 pair is decided: two people." in text(client.post("/tracing/", given, follow=True))
    pair.refresh_from_db()
    assert pair.status == "different"
    act = UndoableAct.objects.get()
    assert "1 pair is back in the queue." in text(client.post("/tracing/", {"undo": str(act.id)}, follow=True))
    pair.refresh_from_db()
    assert pair.status == "open"


def test_a_pair_that_waits_for_a_second_person_is_left_alone(viewer_with: Callable[..., Viewer]) -> None:
    viewer_with("director")
    analyst = viewer_with("tracing_analyst")
    pair = olena_pair(analyst)
    tracing.decide(analyst, pair.id, "same", "One mother.")
    assert tracing.dismiss_many(analyst, [pair.id], "Two mothers.").done == 0


def test_one_who_only_confirms_dismisses_nothing(client_for: Clients) -> None:
    pair = olena_pair(Viewer.of(make_user("tracing_analyst")))
    director = client_for("director")
    assert "data-tick" not in director.get("/tracing/").content.decode()
    with pytest.raises(NotAllowed):
        tracing.dismiss_many(Viewer.of(director.user), [pair.id], "Two mothers.")


@pytest.mark.parametrize("sort", ["left", "-right", "left_born", "-right_born", "status", "-status"])
def test_the_queue_sorts_by_every_column(client_for: Clients, sort: str) -> None:
    client = client_for("tracing_analyst")
    olena_pair(Viewer.of(client.user))
    table = client.get(f"/tracing/?sort={sort}").context["table"]
    assert (table.wish.order, table.total) == (sort, 1)


def test_the_order_of_the_queue_follows_what_is_sealed(viewer_with: Callable[..., Viewer]) -> None:
    analyst = viewer_with("tracing_analyst")
    olena_pair(analyst)
    search_for(*(recorded_child(analyst, "Ґудзь Ганна", born=born) for born in ("2014-03-05", "2014-03")))
    born = [row.left.name.full for row in tracing_queries.queue(analyst, {}, sort="left").rows if row.left.name]
    assert born == sorted(born, key=ukrainian_key)
    assert len(born) >= 2


def test_decisions_that_wait_are_counted_for_the_director(client_for: Clients) -> None:
    director, analyst = client_for("director"), Viewer.of(make_user("tracing_analyst"))
    tracing.decide(analyst, olena_pair(analyst).id, "same", "One mother.")
    approvals = director.get(reverse("entry:team")).context["approvals"]
    assert [(str(one.title), one.count) for one, _waits in approvals] == [("Decision on a match", 1)]
