"""The pages of figures as a browser gets them, the files that leave, and the API."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.journey.figures.models import PublishedFigure
from tests.journey.figures_children import a_hundred, many, take

pytestmark = pytest.mark.django_db
HIDDEN = "fewer than 10, or hidden to protect"
PAGES = ("figures:road", "figures:status", "figures:time", "figures:published", "figures:releases")


@pytest.fixture
def analyst(client_for: Callable[..., Any]) -> Any:
    return client_for("tracing_analyst")


@pytest.fixture
def auditor(client_for: Callable[..., Any]) -> Any:
    return client_for("auditor")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_before_the_first_release_the_pages_say_what_to_do(analyst: Any, auditor: Any) -> None:
    assert "Take the figures of today" in text(analyst.get(reverse("figures:road")))
    seen = text(auditor.get(reverse("figures:road")))
    assert "Tracing analysts and directors take them." in seen
    assert "Take the figures of today" not in seen
    assert auditor.get("/api/figures/").json() is None
    refused = analyst.post(reverse("figures:take"), {"confirm": "on"})
    assert "There is no case to count yet." in text(refused)


def test_an_auditor_reads_counts_and_in_words_what_is_hidden(
    monkeypatch: pytest.MonkeyPatch, analyst: Any, auditor: Any
) -> None:
    take(monkeypatch, Viewer.of(analyst.user), a_hundred())
    road = text(auditor.get(reverse("figures:road")))
    assert "The way narrows most between “Reported” (100) and “Found” (40)." in road
    assert road.count(HIDDEN) >= 1
    assert '<td class="number">0</td>' not in road
    assert road.count('<svg class="bars') == 2
    status = text(auditor.get(reverse("figures:status")))
    assert '<th scope="row">found</th><td class="number">40</td>' in status
    assert "Every child a case was ever opened for" in status
    assert "about 3 weeks" in text(auditor.get(reverse("figures:time")))
    assert "It is hidden, together with every other count" in status


def test_with_few_children_the_pages_explain_kindly(
    monkeypatch: pytest.MonkeyPatch, analyst: Any, auditor: Any
) -> None:
    take(monkeypatch, Viewer.of(analyst.user), many((7, {"whereabouts": "located"})))
    assert "There are too few children to show any step" in text(auditor.get(reverse("figures:road")))
    assert "None of these counts can be shown yet" in text(auditor.get(reverse("figures:status")))
    assert "No time can be shown yet" in text(auditor.get(reverse("figures:time")))
    again = text(analyst.post(reverse("figures:take"), {"confirm": "on"}))
    assert "The figures of today are taken already." in again


def test_every_page_speaks_ukrainian(
    monkeypatch: pytest.MonkeyPatch, analyst: Any, client_for: Callable[..., Any]
) -> None:
    take(monkeypatch, Viewer.of(analyst.user), a_hundred())
    reader = client_for("director", language="uk")
    pages = [text(reader.get(reverse(name))) for name in PAGES]
    assert all('lang="uk"' in page for page in pages)
    assert "менше ніж 10 або приховано для захисту" in pages[0]
    assert "19 514 (28 березня 2023)" in pages[3].replace("\xa0", " ")


def test_the_file_holds_what_is_shown_and_no_more(monkeypatch: pytest.MonkeyPatch, analyst: Any, auditor: Any) -> None:
    take(monkeypatch, Viewer.of(analyst.user), a_hundred())
    where = reverse("figures:export", args=[1])
    assert "Choose what the file is for." in text(auditor.post(where, {"export": "csv"}))
    response = auditor.post(where, {"export": "csv", "purpose": "figures"})
    headings, tags, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    column = {tag: at for at, tag in enumerate(tags)}
    assert len(headings) == len(tags)
    counts = {row[column["#indicator+code"]]: row[column["#affected+children"]] for row in rows}
    assert counts["children|whereabouts=found"] == "40"
    assert counts["children|return=documents"] == ""
    assert all(count == "" or int(count) >= 10 for count in counts.values())
    assert {row[column["#meta+shown"]] for row in rows} == {"shown", HIDDEN}
    entry = journal.recent(limit=1)[0]
    assert (entry.kind, entry.codes) == ("figures.exported", {"purpose": "figures", "entries": len(rows)})
    xlsx = auditor.post(where, {"export": "xlsx", "purpose": "figures"})
    assert xlsx.content[:2] == b"PK"
    assert auditor.get(reverse("figures:export", args=[2])).status_code == 404


def test_the_ledger_lists_every_release_and_its_counts(
    monkeypatch: pytest.MonkeyPatch, analyst: Any, auditor: Any
) -> None:
    release = take(monkeypatch, Viewer.of(analyst.user), a_hundred())
    assert analyst.user.display_name in text(auditor.get(reverse("figures:releases")))
    page = text(auditor.get(reverse("figures:release", args=[1]), {"indicator": "whereabouts"}))
    assert HIDDEN in page
    assert "Children by whereabouts" in page
    assert "Children by age" not in page.split("<tbody>")[1]
    given = auditor.get("/api/figures/").json()
    assert given["as_of"] == release.as_of.isoformat()
    assert {"code": "children", "value": 100, "median_days": None, "last_shown": None, "last_shown_on": None} in given[
        "counts"
    ]


def test_published_figures_stand_side_by_side_with_their_contradictions(auditor: Any, analyst: Any) -> None:
    page = text(auditor.get(reverse("figures:published"), {"series": "deported"})).replace("\xa0", " ")
    assert "19 514 (28 March 2023), then 19 391 (25 April 2023). A total to date cannot fall" in page
    assert "387 (December 2023) and 449 more (2024) make 836, yet 1 037 is stated" in page
    assert page.count('<svg class="dots dots-wide"') == 1
    assert "Write down a figure" not in page
    assert "/withdraw/" not in page
    assert "/withdraw/" in text(analyst.get(reverse("figures:published")))
    answer = auditor.post(reverse("figures:published"), {"export": "csv", "purpose": "meeting"})
    assert "Lubinets" in answer.content.decode()
    assert [one["low"] for one in auditor.get("/api/figures/published?series=returned_in").json()] == [449]


def test_deported_minus_returned_is_answered_with_the_reasons(auditor: Any) -> None:
    where = reverse("figures:together")
    wish = {"first": "2025-12-01-deported", "second": "2025-12-01-returned", "how": "subtract"}
    refused = text(auditor.get(where, wish))
    assert "These two figures cannot be put together." in refused
    assert "“Deported minus returned” is not “remaining”." in refused
    assert "17" not in refused.split("<main")[1].split("<form")[0]
    grown = {"first": "2025-12-01-returned", "second": "2025-07-02-returned", "how": "subtract"}
    assert "The later total is higher by 481." in text(auditor.get(where, grown))
    assert "Fill in “The first figure”." in text(auditor.get(where, {"how": "add", "second": "2025-12-01-returned"}))


def test_a_figure_is_written_down_and_withdrawn_in_the_browser(analyst: Any) -> None:
    given = {
        "series": "returned",
        "on": "April 2026",
        "qualifier": "between",
        "low": "1 990",
        "high": "1990",
        "line": "ua_state",
        "about": "Children returned, total to date.",
        "source": "An invented newspaper, 2 May 2026",
    }
    refused = text(analyst.post(reverse("figures:new_published"), given))
    assert "Write the upper end, a number above the lower one." in refused
    assert "An invented newspaper, 2 May 2026" in refused
    analyst.post(reverse("figures:new_published"), {**given, "qualifier": "exact", "high": ""})
    figure = PublishedFigure.objects.get()
    assert (figure.low, figure.as_of) == (1990, "2026-04")
    where = reverse("figures:withdraw_published", args=[figure.id])
    assert "Fill in" in text(analyst.post(where, {"reason": ""}))
    page = text(analyst.post(where, {"reason": "It was of another day."}, follow=True))
    assert "It was of another day." in page
    assert "Somebody has withdrawn this figure already." in text(analyst.post(where, {"reason": "Again."}))
    assert analyst.get(reverse("figures:withdraw_published", args=["unheard-of"])).status_code == 404
