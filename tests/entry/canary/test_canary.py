"""No personal data in addresses, logs, titles, e-mail, error pages, files or tables: it is planted and searched for."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.entry.canary import installation, rows
from tests.entry.canary.client import Exchange
from tests.entry.canary.planting import Day
from tests.entry.canary.sniffing import leaks, leaks_in_files, leaks_in_rows
from tests.entry.canary.words import CYRILLIC, DOCUMENT, ENCODINGS, ENDINGS, LATIN, PHONE, cases, cyrillic, latin

REFUSED = {"user_name", "not_found", "broken_stream", "suspicious", "failed_task", "wrong_form", "too_large"}
"""Ways in whose words are nowhere recorded: they were refused, or only an error carried them."""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with installation.database_of_its_own() as database:
        spent = Day(installation.made(tmp_path_factory.mktemp("canary"), database))
        spent.spend()
        yield spent


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("stem", [CYRILLIC, LATIN, PHONE, DOCUMENT])
def test_the_search_finds_what_lies_in_the_clear(tmp_path: Path, stem: str, encoding: str) -> None:
    for number, word in enumerate(cases(stem)):
        (tmp_path / str(number)).write_bytes(b"\x00\xffx" + word.encode(encoding) + b"y")
    assert set(leaks_in_files(tmp_path)) == {str(number) for number in range(len(cases(stem)))}


def test_the_search_finds_what_is_packed(tmp_path: Path) -> None:
    word = cyrillic("statement")
    session = base64.urlsafe_b64encode(zlib.compress(json.dumps({"name": word, "more": "x" * 99}).encode()))
    assert leaks(b"." + session.rstrip(b"=") + b":1a2b:signature", unfold=True)
    assert leaks(json.dumps(f"<b>{word}</b>").encode())
    for before in ("", "a", "ab"):
        assert leaks(base64.b64encode(f"{before}{word}".encode()))


def test_the_search_finds_what_stands_in_a_table() -> None:
    told = [("registry_fact.words", f"said {latin('words')}".encode()), ("registry_fact.value_sealed", b"\x01\x02")]
    assert set(leaks_in_rows(told)) == {"registry_fact.words"}


def test_the_search_finds_names_of_files(tmp_path: Path) -> None:
    (tmp_path / f"{latin('csv').lower()}.csv").touch()
    assert leaks_in_files(tmp_path)


@pytest.mark.parametrize("way", [way for way in ENDINGS if way not in REFUSED])
def test_it_was_really_planted(day: Day, way: str) -> None:
    """A page that is read later, not the answer to the form that was sent, shows the word decrypted."""
    read = [one for one in day.exchanges if one.method == "GET" and one.status == 200]
    assert any(cyrillic(way) in one.text or latin(way) in one.text for one in read)


def test_every_fault_happened(day: Day) -> None:
    assert {400, 403, 404, 500} <= {one.status for one in day.exchanges}
    assert (day.place.room / "failed").exists()
    assert "LookupError" in (day.place.room / "said" / "serve.err").read_text()


def test_no_file_of_the_installation_betrays_it(day: Day) -> None:
    assert leaks_in_files(day.place.home) == {}


def test_no_file_betrays_it_while_everything_runs(day: Day) -> None:
    copied = day.place.room / "while-running"
    assert day.place.database or (copied / "dodomu.db-wal").stat().st_size
    assert leaks_in_files(copied) == {}


def test_no_temporary_file_betrays_it(day: Day) -> None:
    for folder in ("tmp", "user", "removed"):
        assert leaks_in_files(day.place.room / folder) == {}


def test_there_are_no_temporary_files(day: Day) -> None:
    """One without a name is gone before anybody can look into it; its words are on the disk."""
    assert [path for path in written(day) if path.startswith(str(day.place.room / "tmp"))] == []


def test_nothing_is_written_elsewhere(day: Day) -> None:
    assert any(path.startswith(str(day.place.home)) for path in written(day))
    ours = (f"{day.place.room}/", "/dev/")
    assert [path for path in written(day) if not path.startswith(ours) and "__pycache__" not in path] == []


def written(day: Day) -> list[str]:
    """Every file that a process of the run opened for writing."""
    notes = (day.place.room / "written").iterdir()
    return [path for note in notes for path in note.read_text().splitlines()]


def test_no_log_betrays_it(day: Day) -> None:
    said = (day.place.room / "said" / "serve.err").read_text()
    for told in (
        "status 500 at reports/new/",
        "status 404 at an address that is not ours",
        "OSError at _broken_stream",
    ):
        assert told in said
    assert leaks_in_files(day.place.room / "said") == {}


def test_no_mail_leaves(day: Day) -> None:
    assert list((day.place.room / "mail").iterdir()) == []


def test_the_backup_betrays_nothing(day: Day) -> None:
    assert leaks((day.place.room / "backup.age").read_bytes()) == []


def test_no_table_holds_it_in_the_clear(day: Day) -> None:
    held = list(rows.stored(day.place))
    assert {"journal_leaf.body", "registry_fact.value_sealed", "django_session.session_data"} <= {at for at, _ in held}
    assert leaks_in_rows(held) == {}


@pytest.mark.postgres_only
def test_the_server_is_told_nothing_in_the_clear(day: Day) -> None:
    """PostgreSQL writes a statement that fails into its own log, values and all."""
    import psycopg

    with psycopg.connect(day.place.database) as opened:
        told = opened.execute("SHOW data_directory").fetchone()
    log = Path(str(told[0] if told else "")).parent / "log"
    if not log.is_file():
        pytest.skip("The server of this run keeps its log elsewhere.")
    assert leaks(log.read_bytes()) == []


def asked_for(exchange: Exchange) -> bool:
    """Whether the person typed a planted word into the address: then it is there, but must go no further."""
    return bool(leaks(exchange.url.encode()))


def test_no_address_that_the_system_gave_betrays_it(day: Day) -> None:
    assert {one.url for one in day.exchanges if asked_for(one) and one.status < 400} == set()
    assert {one.location for one in day.exchanges if leaks(one.location.encode())} == set()
    links = "\n".join(link for one in day.exchanges for link in one.links)
    assert "/children/" in links
    assert leaks(links.encode()) == []


def test_no_heading_of_an_answer_betrays_it(day: Day) -> None:
    headings = "\n".join(one.headers for one in day.exchanges)
    assert "Content-Disposition" in headings
    assert leaks(headings.encode(), unfold=True) == []


def test_no_title_betrays_it(day: Day) -> None:
    titles = b"\n".join(one.title for one in day.exchanges)
    assert b"A child" in titles
    assert leaks(titles) == []


def test_no_error_page_betrays_it(day: Day) -> None:
    pages = [one for one in day.exchanges if one.status >= 400]
    assert len(pages) > 5
    assert {one.url: leaks(one.body) for one in pages if leaks(one.body)} == {}
