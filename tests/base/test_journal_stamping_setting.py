"""Which authorities are named, and which files of names are refused with a sentence that says what to set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from dodomu.base import journal
from dodomu.base.journal.models import StampAnswer
from dodomu.base.journal.stamping import requesting
from dodomu.base.settings import Settings, SettingsError
from tests.base.journal_authority import TimeAuthority
from tests.base.journal_people import write
from tests.base.journal_witness import listening
from tests.engine.timestamp_authority import MIDDLE, ROOT, WILLOW_ROOT

Configure = Callable[[str], None]


@pytest.fixture
def configure(settings: Any, tmp_path: Path) -> Configure:
    (tmp_path / "root.pem").write_bytes(ROOT.pem + MIDDLE.pem)
    (tmp_path / "willow.der").write_bytes(WILLOW_ROOT.der)
    (tmp_path / "bad.pem").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(bytes(300_000))

    def write_down(text: str) -> None:
        path = tmp_path / "authorities.txt"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=path)

    return write_down


def test_it_comes_from_the_environment() -> None:
    found = Settings.read({"DODOMU_TIMESTAMP_AUTHORITIES": "/etc/dodomu/authorities.txt"})
    assert found.timestamp_authorities == Path("/etc/dodomu/authorities.txt")


def test_without_it_nobody_is_asked() -> None:
    assert journal.configured_authorities() == ()


def test_names_addresses_and_roots_are_read(configure: Configure, tmp_path: Path) -> None:
    configure(
        "# two of different countries\n\n"
        "authority heron https://tsa.example.org:8443/tsr root.pem willow.der\r\n"
        f"  authority willow http://127.0.0.1:318/ {tmp_path}/root.pem root.pem"
    )
    heron, willow = journal.configured_authorities()
    assert (heron.name, heron.url) == ("heron", "https://tsa.example.org:8443/tsr")
    assert heron.roots == (ROOT.der, MIDDLE.der, WILLOW_ROOT.der)
    assert willow.roots == (ROOT.der, MIDDLE.der)
    assert replace(willow, roots=willow.roots[::-1]).fingerprint == willow.fingerprint != heron.fingerprint


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "[::1]"])
def test_on_this_machine_it_may_be_asked_without_encryption(configure: Configure, host: str) -> None:
    configure(f"authority heron http://{host}:318/ root.pem")
    assert len(journal.configured_authorities()) == 1


LINE = "authority heron https://tsa.example.org/ root.pem"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names 0 authorities"),
        ("# nobody\n", "names 0 authorities"),
        ("authority heron https://tsa.example.org/", "line 1 is not"),
        (LINE.replace("root.pem", "root\0.pem"), "line 1 is not"),
        (f"{LINE}\nwitness heron https://tsa.example.org/ root.pem", "line 2 is not"),
        (LINE.replace("heron", "Heron"), "name of 1 to 32"),
        (LINE.replace("heron", "../heron"), "name of 1 to 32"),
        (LINE.replace("heron", "h" * 33), "name of 1 to 32"),
        (LINE.replace("heron", "tsa-1"), "name of 1 to 32"),
        (LINE.replace("https", "http"), "with https"),
        ("authority heron http://127.0.0.1.example.org/ root.pem", "with https"),
        ("authority heron http://localhost.example.org/ root.pem", "with https"),
        ("authority heron http://10.0.0.1/ root.pem", "with https"),
        ("authority heron file:///etc/passwd root.pem", "names no address"),
        ("authority heron https://name:word@tsa.example.org/ root.pem", "names no address"),
        ("authority heron https://tsa.example.org/?case=1 root.pem", "names no address"),
        (LINE.replace("root.pem", "none.pem"), "none.pem of line 1 cannot be read"),
        (LINE.replace("root.pem", "folder"), "folder of line 1 cannot be read"),
        (LINE.replace("root.pem", "bad.pem"), "not certificates"),
        (LINE.replace("root.pem", "authorities.txt"), "not certificates"),
        (LINE.replace("root.pem", "large"), "more than 256 KiB"),
        (f"{LINE} none.pem", "none.pem of line 1"),
        (f"{LINE}\n{LINE.replace('https://tsa', 'https://other')}", "same name"),
        (f"{LINE}\n{LINE.replace('heron', 'willow')}", "same address"),
        ("\n".join(f"authority a{n} https://a{n}.example.org/ root.pem" for n in range(9)), "names 9 authorities"),
        ("#" * 300_000, "more than 256 KiB"),
        ("\udcff", "not text"),
    ],
)
def test_another_file_is_refused_and_the_variable_is_named(configure: Configure, text: str, words: str) -> None:
    configure(text)
    with pytest.raises(SettingsError, match=words) as refusal:
        journal.configured_authorities()
    assert str(refusal.value).startswith("DODOMU_TIMESTAMP_AUTHORITIES names a file ")


def test_a_file_that_is_not_there_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=tmp_path / "none.txt")
    with pytest.raises(SettingsError, match="DODOMU_TIMESTAMP_AUTHORITIES names a file that cannot be read"):
        journal.configured_authorities()


def test_nothing_is_kept_that_could_be_undone(own_database: None) -> None:
    with transaction.atomic():
        write(None)
    checkpoint = journal.make_checkpoint()
    with listening(TimeAuthority()) as one:
        authority = journal.Authority("heron", one.url, (ROOT.der,))
        with pytest.raises(RuntimeError), transaction.atomic():
            requesting.ask(authority, checkpoint)
        assert not StampAnswer.objects.exists()
        assert requesting.ask(authority, checkpoint).authority == "heron"
