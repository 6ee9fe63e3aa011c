"""A court bundle made from real acts, checked by the program that lies in it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest
from django.utils import timezone, translation

from dodomu.base import journal
from dodomu.base.access.policy import NotAllowed
from dodomu.base.journal.models import Leaf
from dodomu.engine import ledger
from dodomu.engine.ledger import BagEntry, bagit
from dodomu.engine.ledger.court import StampUnfit
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import Bundle, ItemInput, NoAgreedList, NotWhole
from tests.engine.test_ledger_verifier_inputs import pythons
from tests.journey.bundle_desk import agreed, made, stamp, trust_file, tsa_roots, verified
from tests.journey.evidence_story import CONTENT, Safe, withheld

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SECRET = b"\xff\xd8 an invented photograph of a neighbour who must not be known"


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    """Olena's case with an exhibit, a second one that has a redacted copy, and a third that is withheld."""
    return Safe(viewer_with)


@pytest.fixture
def three(safe: Safe) -> tuple[ItemInput, ...]:
    hidden = safe.take(content=SECRET, filename="=HYPERLINK(Сусід Іван).jpg", what="The neighbour Ivan", place="Ivan")
    first, safe.exhibit = safe.exhibit, hidden
    copy = safe.copy()
    third = safe.take(content=b"the third, nobody shall read it", what="Whom it names")
    safe.exhibit = first
    return ItemInput(first.id, "original"), ItemInput(hidden.id, "copy", copy.id), withheld(third.id)


def written(safe: Safe, bundle: Bundle, folder: Path) -> Path:
    actions.write_folder(safe.officer, bundle, folder)
    return folder


def test_it_is_proven_whole_once_openssl_confirmed_the_time(
    safe: Safe, three: tuple[ItemInput, ...], tmp_path: Path
) -> None:
    earlier = journal.make_checkpoint()
    agreed(safe, *three)
    folder = written(safe, made(safe, [stamp(earlier)]), tmp_path / "bundle")
    trust = ("--trust", str(trust_file(tmp_path / "keys.txt")))
    code, said = verified(folder, *trust)
    assert code == 2, said
    assert (said.count("[proven"), said.count("[missing"), said.count("[not proven")) == (8, 1, 0), said
    name = f"{earlier.size}-tsa-1.tsr"
    (command,) = re.findall(r"openssl ts .*", said)
    run = command.replace("TSA-ROOTS.pem", str(tsa_roots(tmp_path / "roots.pem")))
    answer = subprocess.run(run, shell=True, capture_output=True, text=True, check=False)
    assert "Verification: OK" in answer.stdout, answer.stderr
    assert verified(folder, *trust, "--timestamp", f"{name}=ok")[0] == 0
    assert verified(folder, *trust, "--timestamp", f"{name}=failed")[0] == 1
    assert f"-attime {command.rpartition('-attime ')[2]}" in (folder / "VERIFY.md").read_text()


@pytest.mark.parametrize(("lost", "outcome"), [(False, "proven"), (True, "missing")])
def test_that_the_journal_was_begun_anew_is_in_it(safe: Safe, tmp_path: Path, lost: bool, outcome: str) -> None:
    old, here = journal.this_log(), journal.make_checkpoint()
    gone = ledger.sign_checkpoint(ledger.Checkpoint(old.origin, here.size + 40, bytes(32)), old.signers)
    reason = journal.Reason.MACHINE if lost else journal.Reason.KEY
    begun = journal.renew(safe.officer, reason, held=[gone.encode()] if lost else [])
    agreed(safe)
    folder = written(safe, made(safe), tmp_path / "bundle")
    code, said = verified(folder, "--trust", str(trust_file(tmp_path / "keys.txt")))
    assert code == 2, said
    assert re.search(rf"\[{outcome} *\] begun anew: .*; entry {begun.index} begins {begun.begun} in place of", said), (
        said
    )
    assert said.count("[not proven") == 0
    assert said.count("[missing") == 1 + lost, said
    (tmp_path / "held.txt").write_text(here.note)
    trust = ("--trust", str(tmp_path / "keys.txt"))
    assert "[missing   ] earlier checkpoints" in verified(folder, *trust, "--known", str(tmp_path / "held.txt"))[1]


def test_keys_out_of_the_bundle_prove_nothing(safe: Safe, tmp_path: Path) -> None:
    agreed(safe)
    folder = written(safe, made(safe), tmp_path / "bundle")
    assert verified(folder)[0] == 2
    code, said = verified(folder, "--trust", str(folder / "policy.txt"))
    assert (code, "cannot vouch for itself" in said) == (2, True)
    (tmp_path / "copied.txt").write_bytes((folder / "policy.txt").read_bytes())
    code, said = verified(folder, "--trust", str(tmp_path / "copied.txt"))
    assert (code, "is also in the bundle" in said) == (2, True)


def test_what_is_withheld_or_hidden_is_nowhere_in_it(safe: Safe, three: tuple[ItemInput, ...], tmp_path: Path) -> None:
    agreed(safe, *three)
    folder = written(safe, made(safe), tmp_path / "bundle")
    names = "\n".join(str(path.relative_to(folder)) for path in sorted(folder.rglob("*")))
    everything = b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    sheets = "".join(page.extract_text() for path in folder.glob("sheets/*") for page in pypdf.PdfReader(path).pages)
    for secret in (SECRET, b"nobody shall read it", "Сусід".encode(), b"Ivan", b"Whom it names", b"names of two"):
        assert secret not in everything + names.encode() + sheets.encode()
    for original in (SECRET, b"the third, nobody shall read it"):
        assert sha256(original).hexdigest().encode() not in everything
    assert CONTENT in everything
    assert "copy-1.png" in names


def test_the_load_file_lists_every_exhibit_and_holds_no_formula(safe: Safe, tmp_path: Path) -> None:
    dangerous = safe.take(content=b"x", filename='\u200b=HYPERLINK("http://e.example").csv')
    given, third = safe.exhibit, safe.take(content=b"y")
    agreed(safe, ItemInput(given.id, "original"), ItemInput(dangerous.id, "original"), withheld(third.id))
    content = made(safe).tags["items.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["number"] for row in rows} == {str(one.number) for one in (given, dangerous, third)}
    assert [row["fate"] for row in rows if not row["path"]] == ["withheld"]
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.lstrip("\u200b").startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.startswith("'\u200b=HYPERLINK") for cell in cells)
    original = next(row for row in rows if row["role"] == "original" and row["number"] == str(given.number))
    assert (original["sha256"], original["name"]) == (sha256(CONTENT).hexdigest(), "Свідоцтво Олени.JPG")
    leaf = json.loads(bytes(Leaf.objects.get(index=int(original["journal_entries"].split()[-1])).body))
    assert leaf["kind"] == "evidence.taken_in"


def test_the_descriptions_agree_with_the_files(safe: Safe, three: tuple[ItemInput, ...]) -> None:
    agreed(safe, *three)
    bundle = made(safe)
    listed = {file.path: file.sha256 for file in bundle.payload}
    crate = json.loads(bundle.tags["ro-crate-metadata.json"])["@graph"]
    assert {one["@id"]: one["sha256"] for one in crate if "sha256" in one} == listed
    tree = ET.fromstring(bundle.tags["premis.xml"])
    space = {"p": "http://www.loc.gov/premis/v3"}
    assert {one.text for one in tree.findall(".//p:messageDigest", space)} == set(listed.values())
    kinds = {one.text for one in tree.findall(".//p:eventType", space)}
    assert {"evidence.taken_in", "evidence.disclosure_confirmed", "evidence.bundle_begun"} <= kinds


def test_the_sheets_speak_both_languages(safe: Safe, three: tuple[ItemInput, ...]) -> None:
    agreed(safe, *three)
    sheets = {path: body for path, body in made(safe).tags.items() if path.startswith("sheets/")}
    assert len(sheets) == 3
    first, copied, hidden = (
        [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages] for _, body in sorted(sheets.items())
    )
    assert len(first) == len(copied) == len(hidden) == 2
    assert "Мороз Ганна" in first[0]
    assert "Exhibit" in first[1]
    assert "GIMP" in copied[1]
    assert "Мороз" not in "".join(copied + hidden)


def test_the_same_decision_and_checkpoint_make_the_same_bytes_wherever_it_is_made(
    safe: Safe, three: tuple[ItemInput, ...]
) -> None:
    agreed(safe, *three)
    first = made(safe)
    checkpoint = journal.checkpoint_covering(0)
    assert checkpoint is not None
    with translation.override("uk"), timezone.override("Pacific/Kiritimati"):
        again = actions.composed(first.decided, checkpoint)
    assert first.tags == again.tags


def test_entries_that_come_later_stay_out_and_are_no_fault(safe: Safe, tmp_path: Path) -> None:
    agreed(safe)
    folder = written(safe, made(safe), tmp_path / "first")
    assert "original_opened" in {entry.kind for entry in journal.recent(20)}
    again = written(safe, made(safe), tmp_path / "second")
    trust = ("--trust", str(trust_file(tmp_path / "keys.txt")))
    newest = max(folder.glob("journal/checkpoints/*"), key=lambda path: int(path.stem))
    (tmp_path / "held.txt").write_bytes(newest.read_bytes())
    for one in (folder, again):
        code, said = verified(one, *trust)
        assert (code, said.count("[missing")) == (2, 1), said


class TestWho:
    def test_a_list_must_have_been_agreed_to(self, safe: Safe) -> None:
        with pytest.raises(NoAgreedList):
            actions.decide_bundle(safe.officer, safe.case.id)
        safe.disclose()
        with pytest.raises(NoAgreedList):
            actions.decide_bundle(safe.officer, safe.case.id)

    def test_an_exhibit_that_came_since_stops_it(self, safe: Safe) -> None:
        agreed(safe)
        safe.take(content=b"new")
        with pytest.raises(NotWhole):
            actions.decide_bundle(safe.officer, safe.case.id)

    def test_a_case_worker_makes_none_and_nothing_is_journaled(self, safe: Safe) -> None:
        agreed(safe)
        before = journal.checkpoint().size
        with pytest.raises(NotAllowed):
            actions.decide_bundle(safe.willow, safe.case.id)
        assert journal.checkpoint().size == before

    def test_what_was_decided_stands_in_the_journal_and_opens_with_the_bundle(self, safe: Safe) -> None:
        agreed(safe)
        bundle = made(safe)
        entry = journal.entries_of_kinds([safe.case.pid], ["evidence.bundle_begun"])[0][0]
        assert entry.commitments == (bundle.decided.own.commitment,)
        said = json.loads(bundle.decided.content)
        assert [path for path, _, _ in said["files"]] == [file.path for file in bundle.payload[1:]]


def test_a_stamp_of_something_else_is_refused(safe: Safe) -> None:
    agreed(safe)
    foreign = journal.make_checkpoint()
    other = type(foreign)(
        foreign.id, foreign.size, foreign.root, foreign.note.replace("dodomu", "elsewhere"), foreign.made_at, ()
    )
    with pytest.raises(StampUnfit):
        made(safe, [stamp(other)])


def _remade(folder: Path) -> None:
    """What whoever tampers does afterwards: new manifests."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    entries = [BagEntry(path, sha256(body).hexdigest(), len(body)) for path, body in files.items()]
    payload = [one for one in entries if one.path.startswith("data/")]
    (folder / bagit.MANIFEST).write_bytes(bagit.manifest(payload))
    (folder / bagit.INFO).write_bytes(bagit.information(payload))
    names = {bagit.MANIFEST, bagit.INFO}
    tags = [one for one in entries if not one.path.startswith("data/") and one.path not in {*names, bagit.TAG_MANIFEST}]
    for name in names:
        body = (folder / name).read_bytes()
        tags.append(BagEntry(name, sha256(body).hexdigest(), len(body)))
    (folder / bagit.TAG_MANIFEST).write_bytes(bagit.tag_manifest(tags))


def _touch(folder: Path) -> None:
    path = next(folder.glob("data/exhibit-*/original.jpg"))
    path.write_bytes(path.read_bytes() + b" ")


def _omit(folder: Path) -> None:
    path = folder / "journal/entries.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "evidence.received" not in line))


def _backdate(folder: Path) -> None:
    path = folder / "journal/entries.jsonl"
    path.write_text(re.sub(r'(\\"at\\":\\")20..', r"\g<1>2019", path.read_text(), count=1))


def _claim(folder: Path) -> None:
    path = next(folder.glob("data/exhibit-*/claim-01.json"))
    path.write_text(path.read_text().replace("birth", "death"))


def _plant(folder: Path) -> None:
    (folder / "data" / "planted.txt").write_text("planted")


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (_touch, "committed to"),
        (_omit, "is left out"),
        (_backdate, "does not lead to the checkpoint"),
        (_claim, "committed to"),
        (_plant, "no proven entry"),
        (lambda folder: (folder / "data/exhibit-0001/original.jpg").unlink(), "not there"),
    ],
)
def test_tampering_with_new_manifests_is_found(
    alter: Callable[[Path], object], words: str, safe: Safe, tmp_path: Path
) -> None:
    agreed(safe)
    folder = written(safe, made(safe), tmp_path / "bundle")
    alter(folder)
    _remade(folder)
    code, said = verified(folder, "--trust", str(trust_file(tmp_path / "keys.txt")))
    assert (code, words in said) == (1, True), said


def test_every_python_found_here_checks_it_from_a_place_it_cannot_write(safe: Safe, tmp_path: Path) -> None:
    agreed(safe)
    folder = written(safe, made(safe), tmp_path / "bundle")
    trust = str(trust_file(tmp_path / "keys.txt"))
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        for python in pythons():
            assert verified(folder, "--trust", trust, python=python)[0] == 2
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)
