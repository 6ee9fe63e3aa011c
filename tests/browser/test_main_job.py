"""The main job, from a list nobody has seen to a step in a child's case, in a browser, by four people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from dodomu.entry.scenario.children import children
from tests.browser.conftest import PHONE, Site

Open = Callable[..., Any]
SOURCE = "Заозерськ, список пансіонату «Хвиля»"
MINUTES_FOR_THE_WORKER = 120_000
WHY_SAME = "По батькові, місце і брат з сестрами збігаються; день зсунуто на один."
WHY_CONFIRMED = "Звірила з анкетою матері."
WHY_ACCEPTED = "Пансіонат відповів на запит."


def born_in_the_list() -> date:
    """A day after the true one; the demonstration was built today."""
    return children()["andrii"].born(datetime.now(tz=UTC).date()) + timedelta(days=1)


def list_of_the_boarding_house() -> bytes:
    """Eight rows as the boarding house wrote them: Russified, one of them Andrii, whose mother looks for him."""
    rows = [
        "№;Воспитанник;Дата рожд.;Пол;Прибыл из",
        f"1;Коваленко Андрей Андреевич;{born_in_the_list():%d.%m.%Y};м;Артёмовск",
        "2;Вербицкая Злата Ильинична;14.02.2015;ж;Камышовка",
        "3;Заречный Глеб Матвеевич;03.11.2013;м;Камышовка",
        "4;Листопад Аксинья Егоровна;30.06.2017;ж;Верхние Броды",
        "5;Криница Елисей Саввич;2016;м;Верхние Броды",
        "6;Медуница Евдокия Львовна;09.12.2014;ж;Лозоброды",
        "7;Подсолнух Пётр Ильич;22.08.2012;м;Тихоплинск",
        "8;Ярина Ульяна Назаровна;17.04.2018;ж;Тихоплинск",
    ]
    return ("\r\n".join(rows) + "\r\n").encode("cp1251")


def hand_in(page: Any, site: Site) -> None:
    page.goto(f"{site.url}/lists/")
    page.get_by_role("link", name="Import a list").click()
    file = {"name": "spisok.csv", "mimeType": "text/csv", "buffer": list_of_the_boarding_house()}
    page.set_input_files("input[type=file]", file)
    page.fill("input[name=source]", SOURCE)
    page.select_option("select[name=kind]", "occupier_list")
    page.get_by_role("button", name="Try the list").click()
    expect(page.locator(".lead")).to_contain_text("Nothing is recorded yet. 8 rows of this list are new")


def correct_a_column(page: Any) -> None:
    page.get_by_role("link", name="Correct the columns").click()
    page.get_by_label("Прибыл из").select_option("birth_place")
    page.get_by_role("button", name="Use these columns and check again").click()


def see_the_dry_run(page: Any) -> None:
    first = page.locator("section[aria-labelledby=first-rows] tbody tr").first
    expect(first).to_contain_text("Коваленко Андрей Андреевич")
    expect(first).to_contain_text("Birth place: Артёмовск")
    expect(page.locator("main")).to_contain_text("Place of birth")


def confirm_the_import(page: Any) -> None:
    page.get_by_role("button", name="Import 8 rows").click()
    expect(page.locator(".lead")).to_contain_text("8 rows became reports.", timeout=MINUTES_FOR_THE_WORKER)


def search_under_another_spelling(page: Any, site: Site) -> None:
    page.goto(site.url)
    page.fill("#search-box", "Medunytsia Yevdokiia 2014")
    page.press("#search-box", "Enter")
    hit = page.locator("main ol > li", has_text="Медуница Евдокия Львовна")
    expect(hit).to_contain_text("the name sounds the same as")


def open_the_candidate(page: Any, site: Site) -> str:
    """The pair of the new row and the record of the mother; the worker may still be looking for it."""
    page.goto(f"{site.url}/tracing/?state=open")
    born = f"{born_in_the_list().day} {born_in_the_list():%B %Y}"
    pair = page.locator("main tbody tr", has_text="Коваленко Андрій Андрійович").filter(has_text=born)
    while not pair.count():
        page.reload()
    pair.locator("th a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this one child?")
    return str(page.url)


def decide_same(page: Any) -> None:
    expect(page.locator("main")).to_contain_text("Андрей")
    expect(page.locator(".waterfall")).to_contain_text("Birth date")
    page.get_by_label("the same person").check()
    page.fill("#id_reason", WHY_SAME)
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing is joined until a second person confirms it.")


def cannot_confirm(page: Any, pair: str) -> None:
    page.goto(pair)
    expect(page.locator(".lead")).to_contain_text("You decided; somebody else has to confirm.")
    expect(page.get_by_label("Yes, the same person")).to_have_count(0)


def confirm_as_the_second(page: Any, site: Site, pair: str) -> None:
    page.goto(site.url)
    expect(page.locator(f"main a[href='{pair.removeprefix(site.url)}']")).to_have_count(1)
    page.goto(pair)
    expect(page.locator("main")).to_contain_text(WHY_SAME)
    page.get_by_label("Yes, the same person: join the two records").check()
    page.fill("#id_reason", WHY_CONFIRMED)
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is kept.")


def accept_the_proposal(page: Any, site: Site) -> None:
    page.goto(site.url)
    page.locator("main .worklist a", has_text="Case №2: answer a proposal").click()
    page.get_by_label("Accept").check()
    page.fill("#id_reason", WHY_ACCEPTED)
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Case №2")
    expect(page.locator("#axis-whereabouts")).to_contain_text("claimed")


def test_the_main_job(signed_in: Open, site: Site) -> None:
    first, second, worker = (
        signed_in("tracing_analyst"),
        signed_in("tracing-analyst-2"),
        signed_in("case_worker", PHONE),
    )
    hand_in(first, site)
    correct_a_column(first)
    see_the_dry_run(first)
    confirm_the_import(first)
    search_under_another_spelling(first, site)
    pair = open_the_candidate(first, site)
    decide_same(first)
    cannot_confirm(first, pair)
    confirm_as_the_second(second, site, pair)
    accept_the_proposal(worker, site)
    verified = site.cli("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
