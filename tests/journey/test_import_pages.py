"""The pages of imported lists, walked as an analyst does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry import providers
from dodomu.journey.registry.actions import run
from dodomu.journey.registry.models import ImportBatch, Report
from tests.journey.imported import SMALL, imported, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_for: Callable[..., Any]) -> Any:
    return client_for("tracing_analyst")


def viewer(client: Any) -> Viewer:
    return Viewer.of(client.user)


def handed_in(client: Any, content: bytes = SMALL.encode(), **more: str) -> Any:
    given = {"source": "Вигаданий список", "list_date": "01.05.2023", **more}
    file = SimpleUploadedFile("list.csv", content)
    return client.post(reverse("registry:list_new"), {"file": file, **given}, follow=True)


def page(client: Any, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"registry:{name}", args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def primary_buttons(text: str) -> int:
    """Those of the page itself, not of the shell's dialogs."""
    return text.split("<main")[1].split("</main>", maxsplit=1)[0].count("button-primary")


def test_the_list_of_lists_says_what_to_do_when_there_are_none(client: Any) -> None:
    assert "Import a list" in page(client, "lists")


def test_handing_in_a_file_leads_to_its_dry_run_with_one_button(client: Any) -> None:
    answer = handed_in(client)
    text = answer.content.decode()
    assert "Import 3 rows" in text
    assert primary_buttons(text) == 1
    assert "Тополенко Мирослава Ігорівна" in text
    assert not Report.objects.exists()


def test_messages_name_row_and_heading(client: Any) -> None:
    text = handed_in(client).content.decode()
    assert 'Row 5, “<span lang="uk">Дата народження</span>”' in text
    assert "The calendar has no such day." in text


def test_a_list_that_waits_is_work_of_today_until_it_is_confirmed(client: Any) -> None:
    batch = staged(viewer(client))
    (item,) = providers.lists_waiting(viewer(client))
    assert item.url == reverse("registry:list_preview", args=[batch.id])
    client.post(reverse("registry:list_confirm", args=[batch.id]))
    assert list(providers.lists_waiting(viewer(client))) == []


def test_a_file_that_is_no_list_is_refused_at_its_field(client: Any) -> None:
    text = handed_in(client, b"%PDF-1.7 something").content.decode()
    assert "This file is not a table." in text
    assert not ImportBatch.objects.exists()


def test_an_empty_file_is_refused_in_words(client: Any) -> None:
    assert "The file is empty." in handed_in(client, b"").content.decode()


def test_the_date_of_the_list_must_be_a_day(client: Any) -> None:
    assert "Give day, month and year" in handed_in(client, list_date="2023").content.decode()


def test_columns_are_corrected_by_a_select_each(client: Any) -> None:
    batch = staged(viewer(client))
    text = page(client, "list_columns", batch.id)
    assert text.count("<select") == 6
    assert "Калинка" in text
    chosen = {f"column{position}": code for position, code in enumerate(batch.mapping)} | {"column3": "note"}
    answer = client.post(reverse("registry:list_columns", args=[batch.id]), chosen)
    assert answer.status_code == 302
    assert ImportBatch.objects.get().mapping[3] == "note"


def test_confirming_shows_progress_until_the_job_has_run(client: Any) -> None:
    batch = staged(viewer(client))
    answer = client.post(reverse("registry:list_confirm", args=[batch.id]), follow=True)
    assert "is being imported" in answer.content.decode()
    assert client.get(reverse("registry:list_progress", args=[batch.id])).status_code == 200
    run(batch.id)
    finished = client.get(reverse("registry:list_progress", args=[batch.id]))
    assert finished.headers["HX-Redirect"] == reverse("registry:list_preview", args=[batch.id])


def test_the_result_leads_to_the_children(client: Any) -> None:
    outcome = imported(viewer(client))
    text = page(client, "list_preview", outcome.batch_id)
    source = ImportBatch.objects.get().source_id
    assert f"{reverse('registry:children')}?source={source}" in text
    assert "3 rows became reports" in text


def test_a_list_known_before_offers_no_import(client: Any) -> None:
    imported(viewer(client))
    text = page(client, "list_preview", staged(viewer(client), SMALL.replace("—;2012;ч;Калинка;;\n", "")).id)
    assert "has stated all these rows before" in text
    assert primary_buttons(text) == 0


def test_withdrawing_asks_for_a_reason_and_says_the_consequence(client: Any) -> None:
    outcome = imported(viewer(client))
    address = reverse("registry:list_withdraw", args=[outcome.batch_id])
    assert "3 reports of this list will no longer count" in page(client, "list_withdraw", outcome.batch_id)
    assert client.post(address, {"reason": ""}).status_code == 200
    answer = client.post(address, {"reason": "Список виявився підробкою."}, follow=True)
    assert "Список виявився підробкою." in answer.content.decode()


def test_no_name_stands_in_a_title_or_an_address(client: Any) -> None:
    answer = handed_in(client)
    title = answer.content.decode().split("</title>")[0]
    assert "Тополенко" not in title
    assert answer.redirect_chain[-1][0].isascii()


@pytest.mark.parametrize("role", ["hotline", "case_worker", "auditor", "administrator"])
def test_others_may_not_import(client_for: Callable[..., Any], role: str) -> None:
    assert client_for(role).get(reverse("registry:list_new")).status_code == 403


def test_a_data_protection_officer_sees_the_state_and_may_withdraw_but_not_read_rows(
    client: Any, client_for: Callable[..., Any]
) -> None:
    batch = staged(viewer(client))
    officer = client_for("data_protection_officer")
    text = page(officer, "list_preview", batch.id)
    assert "waits for confirmation" in text
    assert "Тополенко" not in text
    assert officer.post(reverse("registry:list_confirm", args=[batch.id])).status_code == 403
