"""The whole road of a child who came from a list nobody has seen, in a browser, by the colleagues who would walk it.

From the list to the first figures: report, found, planned, on the way, arrived, recovering; the journal verifies at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import expect

from dodomu.kit.dates import KYIV, today
from tests.browser import road_steps as steps
from tests.browser.conftest import DESK, PHONE, Site
from tests.browser.sound import troubles

Open = Callable[..., Any]
LISTED, CALLED, BORN = "Журавлёва Мелания Тарасовна", "Журавльова Меланія Тарасівна", "11.03.2014"

CORRIDOR = """what,code,name,kind,side,zone,x,y,wait_risk,may_wait,from,to,one_way,minutes,minutes_p90,risk,cost,rule,value,since,until,observed,source
place,P,Притулок у Тихоброді,institution,occupied,Europe/Moscow,100,500,2,yes,,,,,,,,,,,,,
place,Q,Переїзд,border,third,Europe/Warsaw,450,500,2,yes,,,,,,,,,,,,,
place,R,"Переїзд, наш бік",border,free,Europe/Kyiv,600,500,2,yes,,,,,,,,,,,,,
place,S,Центр прийому,centre,free,Europe/Kyiv,900,500,2,yes,,,,,,,,,,,,,
link,31,,car,,,,,,,P,Q,no,60,90,6,300,,,,,,
link,32,,crossing,,,,,,,Q,R,yes,40,80,4,0,,,,,,
link,33,,car,,,,,,,R,S,no,90,120,0,200,,,,,,
rule,32,,,,,,,,,,,,,,,,opening,daily 00:00-24:00,30 d ago,in 20 d,2 d ago,Супровідниця
rule,32,,,,,,,,,,,,,,,,who_may_pass,everybody,30 d ago,in 20 d,2 d ago,Супровідниця
rule,32,,,,,,,,,,,,,,,,papers,passport or certificate_for_return,30 d ago,in 20 d,2 d ago,Супровідниця
"""


@dataclass
class Road:
    """Who walks it, and where each thing on it stands."""

    open: Open
    site: Site
    pages: dict[str, Any] = field(default_factory=dict)
    case: str = ""
    child: str = ""
    plan: str = ""
    mission: str = ""
    arrival: str = ""
    care: str = ""

    def colleague(self, who: str, size: dict[str, int] = DESK) -> Any:
        """The page of a colleague, opened once."""
        if who not in self.pages:
            self.pages[who] = self.open(who, size)
        return self.pages[who]


def fill(page: Any, **values: str | bool | list[str]) -> None:
    """Fill the form that stands open: text, chosen option, ticked box, by the name of the field."""
    for name, value in values.items():
        control = page.locator(f"main [name='{name}']")
        kind = control.first.evaluate("one => one.type")
        if value is True:
            control.check()
        elif kind in ("radio", "checkbox"):
            for one in [value] if isinstance(value, str) else value:
                page.locator(f"main [name='{name}'][value='{one}']").check()
        elif kind.startswith("select"):
            control.select_option(value)
        else:
            control.fill(value)


def send(page: Any, **values: Any) -> None:
    """Fill the form and send it; it must be accepted."""
    fill(page, **values)
    page.locator("main .form-buttons .button-primary").click()
    page.wait_for_load_state()
    assert not page.locator("main .errors").count(), page.locator("main .errors").first.inner_text()


def sound(road: Road, page: Any) -> None:
    """Read the page in both languages: nothing but this road comes by it. It stands in English again afterwards."""
    size, theirs = page.viewport_size, frozenset(f"{LISTED} {CALLED}".casefold().split())
    found = []
    for language in ("uk", "en"):
        page.context.add_cookies([{"name": "language", "value": language, "url": road.site.url}])
        page.reload()
        found += troubles(page, language, theirs, frozenset(road.site.sign_ins.values()))
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert found == [], page.url


def leaving() -> datetime:
    """A minute from now, in Kyiv: what a mission that departs at once is planned for."""
    return datetime.now(KYIV) + timedelta(minutes=2)


def day(days: int = 0) -> str:
    return (today() + timedelta(days=days)).strftime("%d.%m.%Y")


def import_the_list(road: Road) -> None:
    page = road.colleague("tracing_analyst")
    page.goto(f"{road.site.url}/lists/new/")
    rows = ["ФИО;Дата рождения;Место рождения", f"{LISTED};{BORN};Артёмовск", "Пшеничная Ярина Львовна;2015;Камышовка"]
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": "\r\n".join(rows).encode("cp1251")}
    page.set_input_files("input[type=file]", file)
    send(page, source="Санаторій, список за осінь", kind="occupier_list")
    expect(page.locator(".lead")).to_contain_text("2 rows of this list are new")
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.locator(".lead")).to_contain_text("2 rows became reports.", timeout=120_000)


def call(road: Road) -> None:
    steps.take_the_call(road.colleague("hotline", PHONE), road.site, name=CALLED, born=BORN, more={"kinship": "mother"})


def find(road: Road) -> None:
    pair = steps.decide(road.colleague("tracing_analyst"), road.site, called=CALLED, listed=LISTED)
    steps.confirm(road.colleague("tracing-analyst-2"), pair)


def open_case(road: Road) -> None:
    road.case = steps.open_the_case(road.colleague("director"), road.site, CALLED)


def take_up_what_was_found(road: Road) -> None:
    """What the two analysts decided is a proposal to the case; it changes nothing until the worker accepts it."""
    page = road.colleague("case_worker", PHONE)
    page.goto(road.case)
    page.goto(page.locator("main a[href*='/proposal/']").first.evaluate("link => link.href"))
    send(page, answer="accept", reason="Санаторій відповів на запит.")
    expect(page.locator("#axis-whereabouts")).to_contain_text("claimed")


def verify_the_mother(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(road.case)
    page.goto(page.locator("main a[href^='/children/']").first.evaluate("link => link.href"))
    road.child = page.url
    for what in ("identity", "kinship"):
        page.goto(f"{road.child}requesters/")
        page.get_by_role("link", name="Record a verification").click()
        send(page, what=what, result="verified", means="video", checked_on=day(), words="Паспорт і свідоцтво на відео.")


def ask_the_child(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(f"{road.case}view/new/")
    send(page, how="video", on=day(), words="Хочу додому, до мами.", present="Психологиня", interpreting="own_language")
    page.goto(f"{road.case}consent/new/")
    send(
        page,
        uses="authorities",
        state="given",
        giver="mother",
        giver_name="Вигадана Берегиня",
        said_on=day(),
        kept="Папка 3, аркуш 1",
    )


def begin_the_plan(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(road.case)
    page.locator("main a[href*='/plans/begin/']").first.click()
    steps.go_on(page, "**/missions/plans/*/details/")
    road.plan = page.url.removesuffix("details/")


def gather_what_the_plan_needs(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(f"{road.plan}details/")
    needs = dict.fromkeys(("child_seat", "wheelchair", "medical_escort", "medicine"), "no")
    send(page, travel_by=day(3), companion="parent", receiver="Мати, вдома", **needs)
    for paper, more in (
        ("birth_certificate", {}),
        ("certificate_for_return", {"issued_on": day(-10)}),
        ("companion_passport", {"valid_until": day(800)}),
    ):
        page.goto(f"{road.plan}papers/{paper}/")
        send(page, held="held", **more)
    page.goto(f"{road.plan}authority/new/")
    send(
        page, basis="parent", holder="Вигадана Берегиня", scope="Забрати дитину й доправити додому", valid_from=day(-1)
    )
    page.goto(f"{road.plan}risks/")
    for level in page.locator("main select[name^=level-]").all():
        level.select_option("medium")
    for measures in page.locator("main textarea[name^=measures-]").all():
        measures.fill("Двоє дорослих, запасний шлях.")
    send(page)
    page.goto(f"{road.plan}budget/new/")
    send(page, kind="transport", amount="1 800,50", currency="UAH")
    page.goto(f"{road.plan}best-interests/new/")
    send(page, decision="return", reason="Мати перевірена, дитина хоче до неї.")


def is_not_ready_yet(road: Road) -> None:
    """What is missing is said; a word of the same person is not the second one."""
    page = road.colleague("case_worker", PHONE)
    page.goto(road.plan)
    expect(page.locator(".lead")).to_contain_text("2 things are missing for READY.")
    page.locator("main a[href*='/best-interests/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main [name=answer]")).to_have_count(0)


def second_person_on_the_plan(road: Road) -> None:
    page = road.colleague("mission_coordinator")
    page.goto(road.plan)
    page.goto(page.locator("main a[href*='/authority/']:not([href$='/new/'])").first.evaluate("link => link.href"))
    page.locator("main button[name=check]").click()
    page.goto(road.plan)
    page.goto(page.locator("main a[href*='/best-interests/']").first.evaluate("link => link.href"))
    send(page, answer="yes", reason="Перечитано; мати перевірена.")


def ready(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(f"{road.plan}ready/")
    send(page, reason="Папери бачила, з матір'ю говорила.")
    second = road.colleague("mission_coordinator")
    second.goto(road.plan)
    second.goto(second.locator("main a[href*='/ready/']").first.evaluate("link => link.href"))
    send(second, answer="yes", reason="Перечитано, погоджуюся.")
    expect(second.locator(".lead")).to_contain_text("ready")


def import_the_corridor(road: Road) -> None:
    """A corridor of our own, open at any hour, so that the mission can leave whenever this runs."""
    page = road.colleague("mission_coordinator")
    page.goto(f"{road.site.url}/missions/corridors/import/")
    file = {"name": "corridor.csv", "mimeType": "text/csv", "buffer": CORRIDOR.encode()}
    page.set_input_files("input[type=file]", file)
    send(page)
    send(page, title="Коридор «Ластівка»")
    expect(page.get_by_role("heading", level=1)).to_have_text("Коридор «Ластівка»")


def make_the_mission(road: Road) -> None:
    page = road.colleague("mission_coordinator")
    page.goto(f"{road.site.url}/missions/new/")
    at = leaving()
    fill(page, code_name="Жоржина", day=at.strftime("%d.%m.%Y"), time=at.strftime("%H:%M"), meeting="Біля брами")
    for name in ("team", "reception_team"):
        page.select_option(f"main [name={name}]", label="Верба")
    page.select_option("main [name=corridor]", label="Коридор «Ластівка»")
    send(page)
    road.mission = page.url
    page.goto(f"{road.mission}vehicles/new/")
    send(page, kind="car", label="Сірий мікроавтобус", seats="6", drivers="1")
    page.goto(f"{road.mission}children/choose/")
    page.get_by_label(re.compile(CALLED)).check()
    send(page)


def escorts_go_along(road: Road) -> None:
    page = road.colleague("mission_coordinator")
    for part in ("leader", "second"):
        page.goto(f"{road.mission}adults/new/")
        page.locator("main input[name=escort]").first.check()
        send(page, part=part)


def lay_the_way(road: Road) -> None:
    page = road.colleague("mission_coordinator")
    for way, fallback in (("P · .* → Q", "P"), ("Q · .* → R", "P"), ("R · .* → S", "R")):
        page.goto(road.mission)
        page.get_by_role("link", name="Add a leg").first.click()
        page.wait_for_load_state()
        for name, starts in (("way", way), ("fallback", f"{fallback} · ")):
            option = page.locator(f"main [name={name}] option").filter(has_text=re.compile(rf"^\s*{starts}"))
            page.select_option(f"main [name={name}]", value=option.first.get_attribute("value"))
        send(page)
    page.goto(road.mission)


def approve(road: Road) -> None:
    page = road.colleague("mission_coordinator")
    page.goto(f"{road.mission}approval/")
    sound(road, page)
    send(page, reason="Усе готово.")
    second = road.colleague("director")
    second.goto(road.mission)
    second.goto(second.locator("main a[href*='/approval/']").first.evaluate("link => link.href"))
    sound(road, second)
    send(second, answer="yes", reason="Перечитано, погоджуюся.")
    expect(second.locator("main")).to_contain_text("The mission is approved.")


def depart(road: Road) -> None:
    page = road.colleague("mission_coordinator", PHONE)
    page.goto(f"{road.mission}departure/")
    sound(road, page)
    page.locator("main input[name$='-present'][value=yes]").check()
    page.locator("main select[name$='-identity']").select_option("photo")
    page.locator("main select[name$='-medicine']").select_option("none_needed")
    page.get_by_role("button", name="Save the list").click()
    expect(page.locator(".lead")).to_contain_text("The mission can depart.")
    sound(road, page)
    fill(page, reason="Обговорено з директоркою.")
    page.get_by_role("button", name="Depart now").click()
    expect(page.locator("main")).to_contain_text("The mission has departed.")


def a_word_on_the_board(road: Road) -> None:
    page = road.colleague("mission_coordinator", PHONE)
    page.goto(f"{road.mission}board/")
    page.goto(page.locator("main a[href*='/words/record/']").first.evaluate("link => link.href"))
    send(page, kind="ok", channel="messenger")


def travel(road: Road) -> None:
    """Leg by leg; behind the crossing the child has crossed."""
    page = road.colleague("mission_coordinator", PHONE)
    for leg in range(3):
        page.goto(road.mission)
        page.goto(page.locator("main a[href$='/travelled/']").first.evaluate("link => link.href"))
        if leg == 0:
            sound(road, page)
        send(page)


def hand_over(road: Road) -> None:
    page = road.colleague("mission_coordinator", PHONE)
    page.goto(road.mission)
    page.goto(page.locator("main a[href$='/hand-over/']").first.evaluate("link => link.href"))
    fill(page, identity="photo", from_confirmed=True, to_confirmed=True, to_name="Вигадана Берегиня")
    page.locator("main [name=authority] option").last.evaluate("one => { one.selected = true; }")
    page.locator("main [name=place] option").last.evaluate("one => { one.selected = true; }")
    send(page)


def at_the_door(road: Road) -> None:
    """The arrival list came from the mission: nothing is typed again but how the child was recognised."""
    page = road.colleague("reception_clinician", PHONE)
    page.goto(f"{road.site.url}/reception/")
    page.get_by_role("link", name="Жоржина 1").click()
    page.wait_for_load_state()
    road.arrival = page.url
    page.goto(f"{road.arrival}arrived/")
    sound(road, page)
    page.locator("main input[value=photo]").check()
    send(page, brought_by="Надія, супровідниця")


def triage(road: Road) -> None:
    """One red sign and a temperature with a comma."""
    page = road.colleague("reception_clinician", PHONE)
    page.goto(f"{road.arrival}triage/")
    fill(page, signs_red="respiratory_distress", temperature="38,4")
    page.locator("main .button-primary", has_text="Keep it").click()
    expect(page.locator("main")).to_contain_text("RED")


def what_became_of_everybody(road: Road) -> None:
    """The child is home, the escorts are back: the mission can end."""
    page = road.colleague("mission_coordinator", PHONE)
    page.goto(road.mission)
    page.goto(page.locator("main a[href*='/children/'][href$='/outcome/']").first.evaluate("link => link.href"))
    sound(road, page)
    send(page, state="returned", reason="Передано матері.")
    for escort in range(2):
        page.goto(page.locator("main a[href*='/adults/'][href$='/outcome/']").first.evaluate("link => link.href"))
        if escort == 0:
            sound(road, page)
        send(page, outcome="done")
    sound(road, page)
    page.get_by_role("button", name="End the mission").click()
    expect(page.locator(".lead")).to_contain_text("1 of 1 children returned")
    sound(road, page)


def care_plan(road: Road) -> None:
    """The day of arrival is known from the reception; a goal in the child's words, an action with owner and day."""
    page = road.colleague("case_worker", PHONE)
    page.goto(road.case)
    page.goto(page.locator("main a[href*='/recovery/begin/']").first.evaluate("link => link.href"))
    send(page)
    road.care = page.url
    page.goto(f"{road.care}goals/new/")
    send(page, domain="school", text="Хочу читати українською.", child_agrees="yes")
    page.goto(page.locator("main a[href$='/actions/new/']").first.evaluate("link => link.href"))
    send(page, text="Домовитися зі школою", day=day(5))


def visit(road: Road) -> None:
    page = road.colleague("case_worker", PHONE)
    page.goto(f"{road.care}visits/new/")
    send(page, held_on=day(), how="home", seen="yes", alone="yes", safety="safe", summary="Спить спокійно.")
    expect(page.locator(".lead")).to_contain_text("safe")
    expect(page.locator("main")).to_contain_text("Visit in the first three days")


def figures(road: Road) -> None:
    page = road.colleague("director")
    page.goto(f"{road.site.url}/figures/take/")
    send(page, confirm=True)
    expect(page.locator("main")).to_contain_text("last shown")
    page.goto(page.locator("main a[href*='/figures/status/']").first.evaluate("link => link.href"))
    expect(page.locator("main")).to_contain_text(re.compile(r"As of", re.IGNORECASE))
    expect(page.locator("main")).to_contain_text("Every child a case was ever opened for")


STEPS = (
    import_the_list,
    call,
    find,
    open_case,
    take_up_what_was_found,
    verify_the_mother,
    ask_the_child,
    begin_the_plan,
    gather_what_the_plan_needs,
    is_not_ready_yet,
    second_person_on_the_plan,
    ready,
    import_the_corridor,
    make_the_mission,
    escorts_go_along,
    lay_the_way,
    approve,
    depart,
    a_word_on_the_board,
    travel,
    hand_over,
    at_the_door,
    triage,
    what_became_of_everybody,
    care_plan,
    visit,
    figures,
)


def test_the_whole_road(signed_in: Open, site: Site) -> None:
    road = Road(signed_in, site)
    for step in STEPS:
        step(road)
    verified = site.cli("journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
