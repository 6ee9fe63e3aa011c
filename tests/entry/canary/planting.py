"""A working day in which every way in is used once, each with its own planted word."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.entry.canary import lists
from tests.entry.canary.client import Browser, Exchange
from tests.entry.canary.installation import Place, recipient
from tests.entry.canary.words import DOCUMENT, PHONE, cyrillic, latin, sentence
from tests.entry.conftest import PASSWORD

ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
STATEMENT = {"kind": "parent", "channel": "hotline", "consent": "search", "sex": "f", "birth_date": "05.03.2014"}
MOST_LOOKS = 200


@dataclass
class Day:
    """Everything that was done, in order; ``exchanges`` keeps every request and answer."""

    place: Place
    exchanges: list[Exchange] = field(default_factory=list)

    def spend(self) -> None:
        self.by_command_before()
        with self.place.serving() as root:
            anna, olha = Browser(root, self.exchanges), Browser(root, self.exchanges)
            self.sign_in(anna, olha)
            self.record(anna)
            self.import_list(anna)
            self.search(anna)
            self.decide(anna, olha)
            self.work_a_case(anna, olha)
            self.change_facts(anna)
            self.go_wrong(anna)
            self.look_around(anna, olha)
            self.withdraw(anna)
            self.lock(anna)
            self.place.snapshot()
        self.by_command_after()

    def by_command_before(self) -> None:
        path = str(lists.csv_file(self.place.room / "lists"))
        self.place.run("import", path, "--source", "List 7", "--kind", "occupier_list", "--as", "anna", "--yes")
        self.place.run("trace", f"{cyrillic('csv')} Мирослава", "--as", "anna")
        self.place.run("trace", f"{latin('not_found')} 1999 {DOCUMENT}9", "--as", "anna", codes=(0, 1))

    def by_command_after(self) -> None:
        self.place.tell("journal", "verify", "--json", "--as", "anna")
        # 1: it has found the task that failed.
        self.place.tell("doctor", "--json", codes=(1,))
        self.place.tell("check")
        self.place.tell("backup", "--to", str(self.place.room / "backup.age"), "--recipient", recipient())

    def sign_in(self, anna: Browser, olha: Browser) -> None:
        wrong = {"login": cyrillic("user_name"), "password": sentence("user_name")}
        assert anna.post("/account/login/", wrong).status == 200
        for name in (latin("user_name"), "anna"):
            assert anna.post("/account/login/", {"login": name, "password": sentence("user_name")}).status == 200
        anna.post("/account/login/", {"login": "anna", "password": PASSWORD})
        once = (self.place.room / "olha").read_text()
        page = olha.post("/account/login/", {"login": "olha", "password": once})
        fresh = {"oldpassword": once, "password1": PASSWORD, "password2": PASSWORD}
        olha.post(page.url, fresh)
        for browser in (anna, olha):
            assert browser.get("/children/").status == 200
            browser.post("/language/", {"language": "en", "next": "/"}, form_at="/")

    def record(self, anna: Browser) -> None:
        wrong = STATEMENT | {"name": sentence("wrong_form"), "birth_date": cyrillic("wrong_form")}
        assert "Error" in anna.post("/reports/new/", wrong).text
        anna.post("/kit/reading/?field=birth_date&kind=birth", {"birth_date": latin("wrong_form")}, form_at="/search/")
        given = {
            "name": f"{cyrillic('statement')} Мирослава", "mother": f"{latin('mother')} Iryna", "father": "",
            "birth_place": cyrillic("place"), "whereabouts": latin("place"), "document": f"II-БК {DOCUMENT}",
            "phone": f"+380 {PHONE}", "words": sentence("words"), "reporter": sentence("reporter"),
        }  # fmt: skip
        self.report = _id(r"/reports/({})/", anna.post("/reports/new/", STATEMENT | given))
        other = STATEMENT | {"name": f"{latin('statement')} Myroslava", "words": sentence("report_withdrawn")}
        self.other_report = _id(r"/reports/({})/", anna.post("/reports/new/", other))
        self.child = _id(r"/children/({})/", anna.get(f"/reports/{self.report}/"))
        self.other_child = _id(r"/children/({})/", anna.get(f"/reports/{self.other_report}/"))

    def import_list(self, anna: Browser) -> None:
        file = (f"{cyrillic('xlsx')}.xlsx", lists.xlsx_bytes())
        answer = anna.post("/lists/new/", {"file": file, "source": "List 8", "kind": "authority"})
        self.batch = _id(r"/lists/({})/", answer)
        large = (file[0], cyrillic("too_large").encode() * 120_000)
        assert anna.post("/lists/new/", {"file": large, "source": "List 9"}).status == 413
        exact = (file[0], file[1].ljust(1024 * 1024 + 1, b"0"))
        assert "larger than" in anna.post("/lists/new/", {"file": exact, "source": "List 9"}).text
        anna.get(f"/lists/{self.batch}/columns/")
        answer = anna.post(f"/lists/{self.batch}/confirm/", {}, form_at=f"/lists/{self.batch}/")
        assert 204 in self.looks_at_progress(anna), answer.text

    def looks_at_progress(self, anna: Browser) -> Iterator[int]:
        """Nearly as seldom as the page itself does, so that the worker gets on with it."""
        for _ in range(MOST_LOOKS):
            yield anna.get(f"/lists/{self.batch}/progress/").status
            time.sleep(0.5)

    def search(self, anna: Browser) -> None:
        assert latin("statement") in anna.post("/search/", {"q": f"{latin('statement')} Myroslava"}).text
        for words in (f"+380 {PHONE}", DOCUMENT, sentence("not_found"), cyrillic("not_found") * 30):
            anna.post("/search/", {"q": words})
        found = anna.call("/api/registry/search", {"text": f"{cyrillic('statement')} Мирослава"})
        assert cyrillic("statement") in found.text
        anna.call("/api/registry/search", {"text": sentence("not_found"), "limit": sentence("not_found")})
        anna.post("/children/", {"export": "csv", "purpose": "meeting"})

    def decide(self, anna: Browser, olha: Browser) -> None:
        pair = anna.post(f"/tracing/compare/?a={self.child}&b={self.other_child}", {})
        self.pair = _id(r"/tracing/({})/", pair)
        page = f"/tracing/{self.pair}/"
        anna.post(page, {"verdict": "same", "reason": sentence("decision")})
        answer = {"answer": "confirm", "reason": sentence("confirmation")}
        olha.post(f"{page}second/", answer, form_at=page)
        undo = _id(rf"/tracing/{self.pair}/undo/({{}})/", anna.get(page))
        anna.post(f"{page}undo/{undo}/", {"reason": sentence("undone")})

    def work_a_case(self, anna: Browser, olha: Browser) -> None:
        page = f"/cases/open/?person={self.child}"
        team = _id(r'<option value="({})"[^>]*>Willow', anna.get(page))
        worker = _id(r'<option value="({})"[^>]*>olha', anna.get(page))
        given = {"team": team, "worker": worker, "risk": "high"}
        self.case = _id(r"/cases/({})/", anna.post(page, given | {"reason": sentence("case")}))
        page = f"/cases/{self.case}/"
        step = {"value": "located", "since": "05.03.2024", "note": sentence("step")}
        olha.post(f"{page}step/whereabouts/", step)
        entry = _id(rf"{page}step/({{}})/withdraw/", olha.get(page))
        olha.post(f"{page}step/{entry}/withdraw/", {"reason": sentence("step_withdrawn")})
        olha.post(f"{page}risk/", {"risk": "critical", "reason": sentence("risk")})
        olha.post(f"{page}hand-over/", {"team": team, "worker": worker, "reason": sentence("hand_over")})
        glass = {"person": self.other_child, "why": "danger", "hours": "2", "reason": sentence("glass")}
        assert "emergencies" in olha.post("/office/emergencies/new/", glass).url

    def change_facts(self, anna: Browser) -> None:
        (self.place.room / "fail").touch()
        page = f"/children/{self.child}/facts/"
        note = {"value": sentence("note"), "kind": "witness", "words": latin("note"), "reporter": cyrillic("note")}
        anna.post(f"{page}note/", note)
        anna.post(f"{page}birth_place/", {"value": cyrillic("fact_withdrawn"), "kind": "witness"})
        *facts, withdrawn = re.findall(rf"/facts/({ID})/correct/", anna.get(f"/children/{self.child}/").text)
        right = {"value": f"{cyrillic('correction')} А", "name_kind": "official", "reason": sentence("correction")}
        # A date takes no such value; a name does.
        assert any("/children/" in anna.post(f"/facts/{fact}/correct/", right).url for fact in facts)
        anna.post(f"/facts/{withdrawn}/withdraw/", {"reason": sentence("fact_withdrawn")})
        pinned = re.findall(rf"/facts/({ID})/pin/", anna.get(f"/children/{self.child}/").text)
        for fact in pinned[:1]:
            anna.post(f"/facts/{fact}/pin/", {"reason": sentence("pinned")})

    def go_wrong(self, anna: Browser) -> None:
        for address in (
            f"/children/{latin('not_found')}/",
            f"/nowhere/?q={latin('not_found')}",
            f"/api/{latin('not_found')}",
        ):
            assert anna.get(address).status == 404
        broken = STATEMENT | {"name": sentence("broken")}
        assert anna.post("/reports/new/", broken, **{"X-Break": "view"}).status == 500
        assert anna.get(f"/search/?q={latin('broken')}", **{"X-Break": "view"}).status == 500
        assert anna.get("/search/", **{"X-Break": "suspicious"}).status == 400
        anna.get("/search/", **{"X-Break": "stream"})
        # Half a letter cannot be stored; half a JSON cannot be read.
        anna.call("/api/registry/search", {"text": f"{cyrillic('broken')}\ud83d"})
        assert anna.call("/api/registry/search", f'{{"text": "{latin("broken")}').status == 400
        reason = {"verdict": sentence("broken"), "reason": sentence("broken")}
        assert anna.call(f"/api/tracing/{self.pair}/decisions", reason).status == 422
        assert anna.get("/", Host=f"{latin('suspicious')}.example.org").status == 400
        anna.post(
            "/search/",
            {"csrfmiddlewaretoken": "x" * 64, "q": latin("broken")},
            Origin=f"http://{latin('broken')}.example.org",
        )

    def look_around(self, anna: Browser, olha: Browser) -> None:
        everything = ["/", "/children/", "/lists/", "/tracing/", "/cases/", f"/children/{self.child}/"]
        everything += [f"/reports/{one}/" for one in (self.report, self.other_report)]
        everything += [f"/reports/{self.report}/original/", f"/tracing/{self.pair}/", f"/cases/{self.case}/"]
        everything += [f"/lists/{self.batch}/", "/office/emergencies/", "/office/journal/", "/office/health/"]
        everything += ["/office/staff/", "/office/account/", f"/api/registry/persons/{self.child}"]
        for address in everything:
            for browser in (anna, olha):
                browser.get(address)

    def withdraw(self, anna: Browser) -> None:
        anna.post(f"/reports/{self.other_report}/withdraw/", {"reason": sentence("report_withdrawn")})
        anna.post(f"/lists/{self.batch}/withdraw/", {"reason": sentence("list_withdrawn")})

    def lock(self, anna: Browser) -> None:
        anna.get("/office/lock/")
        anna.post("/reports/new/", STATEMENT | {"name": sentence("kept")}, form_at="/office/lock/")
        kept = anna.post("/office/lock/", {"password": PASSWORD})
        assert cyrillic("kept") in kept.text


def _id(pattern: str, page: Exchange) -> str:
    found: Any = re.search(pattern.format(ID), page.url + "\n" + page.text)
    assert found, (pattern, page.url, page.status, page.text[:2000])
    return str(found.group(1))
