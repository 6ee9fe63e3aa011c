"""Bundles written by the engine: what the verifier accepts is written, what it would refute is refused by name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import CaseHead, HashRefused, LedgerError, SignatureMissing, bagit, leaf_hash, parse_policy
from dodomu.engine.ledger.court import FileDiffers, JournalFacts, Stamp, as_listed, journal_files, tag_files
from tests.engine.ledger_bundles import HERON, SECRET, WILLOW, Desk, journal, note, outcomes, trust
from tests.engine.ledger_court import KEYS, facts, payload, shown_entry, written
from tests.engine.timestamp_authority import HERON as AUTHORITY
from tests.engine.timestamp_authority import Stamp as Token
from tests.engine.timestamp_authority import answer

ROOT = Path(__file__).parents[2]
STAMP = Stamp(10, "first", b"")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_bundle_with_a_time_stamp_is_proven_whole_once_openssl_has_answered(desk: Desk) -> None:
    made = written(facts(stamps=[replace(STAMP, response=GOOD)]))
    assert "-attime 1772694489" in made["VERIFY.md"].decode()
    assert desk.verify(made)[0] == 2
    assert desk.verify(made, "--timestamp", "10-first.tsr=ok")[0] == 0
    assert desk.verify(made, "--timestamp", "10-first.tsr=failed")[0] == 1


def test_what_is_written_is_proven_and_its_time_stamps_are_missing(desk: Desk) -> None:
    code, steps = desk.verify(written(facts()))
    assert code == 2
    assert {name for name, outcome in outcomes(steps).items() if outcome != "proven"} == {"timestamps"}
    assert steps["evidence files"][1].endswith("1 of 4 commitments")


def test_entries_after_the_map_and_a_case_with_one_checkpoint_are_no_matter(desk: Desk) -> None:
    made = journal()
    made.add("case_changed", HERON)
    alone = facts(made)
    code, steps = desk.verify(written(replace(alone, checkpoints=alone.checkpoints[:1], consistency={})))
    assert (code, "earlier checkpoints" in steps) == (2, False)


def test_a_file_that_two_entries_committed_to_is_opened_under_both() -> None:
    made = journal()
    twice = payload("data/letter.txt")
    made.add("copied", WILLOW, commitments=[twice.commitment, twice.commitment])
    made.map_cases()
    lines = journal_files(facts(made), KEYS)["journal/disclosed.jsonl"].decode().splitlines()
    assert [line for line in lines if "letter" in line] == [
        f'{{"index":1,"path":"data/letter.txt","salt":"{twice.salt.hex()}"}}',
        f'{{"index":10,"path":"data/letter.txt","salt":"{twice.salt.hex()}"}}',
    ]


Alter = Callable[[JournalFacts], JournalFacts]
MADE = journal()


def without(place: int) -> Alter:
    """Leave one entry out, and the file it committed to; place 0 is the map."""

    def alter(honest: JournalFacts) -> JournalFacts:
        kept = [one for number, one in enumerate(honest.entries) if number != place]
        return replace(honest, entries=kept, disclosed=honest.disclosed[:0])

    return alter


def stamped(response_bytes: bytes, **more: object) -> Alter:
    return lambda b: replace(b, stamps=[replace(STAMP, response=response_bytes, **more)])  # type: ignore[arg-type]


def with_file(content: bytes | None = None, **more: object) -> Alter:
    known = payload("data/letter.txt", content)
    return lambda b: replace(b, disclosed=[replace(known, **more)])  # type: ignore[arg-type]


def of_head(head: CaseHead | None) -> Alter:
    return lambda b: replace(b, case=replace(b.case, head=head))


OTHER = shown_entry(MADE, 2, 10)
STRANGER = shown_entry(MADE, 9, 10)
UNSIGNED = note(MADE.text(10), "\u2014 journal.example/else AAAAAAA=\n").decode()


def response(imprint: bytes, algorithm: str = "sha256") -> bytes:
    return answer(Token(AUTHORITY, imprint=imprint, imprint_algorithm=algorithm).token())


GOOD = response(sha256(MADE.text(10)).digest())

ALTERATIONS: dict[str, tuple[Alter, str]] = {
    "no checkpoint": (lambda b: replace(b, checkpoints=[], consistency={}), "CheckpointsDiffer"),
    "one checkpoint twice": (lambda b: replace(b, checkpoints=[*b.checkpoints, b.checkpoints[0]]), "CheckpointsDiffer"),
    "an unsigned checkpoint": (lambda b: replace(b, checkpoints=[UNSIGNED], consistency={}), "SignatureMissing"),
    "no proof of growth": (lambda b: replace(b, consistency={}), "CheckpointsDiffer"),
    "a surplus proof of growth": (lambda b: replace(b, consistency=b.consistency | {3: []}), "CheckpointsDiffer"),
    "a false proof of growth": (
        lambda b: replace(b, consistency={4: [bytes(32) for _ in b.consistency[4]]}),
        "RootMismatch",
    ),
    "an entry twice": (lambda b: replace(b, entries=[*b.entries, b.entries[1]]), "EntryUnfit"),
    "an entry that was never there": (
        lambda b: replace(b, entries=[*b.entries, replace(b.entries[1], body=b'{"index":2}')]),
        "RootMismatch",
    ),
    "an entry that is a list": (
        lambda b: replace(b, entries=[*b.entries, replace(b.entries[1], body=b"[]")]),
        "EntryUnfit",
    ),
    "an entry of another case": (lambda b: replace(b, entries=[*b.entries, OTHER]), "OtherCase"),
    "an entry of no case": (lambda b: replace(b, entries=[*b.entries, STRANGER]), "NotACaseLeaf"),
    "first entry left out": (without(1), "ChainGap"),
    "middle entry left out": (without(2), "ChainGap"),
    "last entry left out": (without(4), "ChainCutOff"),
    "the map left out": (without(0), "MapUnfit"),
    "an entry of the case as the map": (lambda b: replace(b, case=replace(b.case, map_index=1)), "MapUnfit"),
    "only the map": (lambda b: replace(b, entries=b.entries[:1], disclosed=[]), "NothingOfCase"),
    "an earlier head": (of_head(CaseHead(2, leaf_hash(MADE.bodies[5]))), "RootMismatch"),
    "the case called empty": (of_head(None), "RootMismatch"),
    "another salt": (with_file(salt=SECRET), "NotCommitted"),
    "a salt of another length": (with_file(salt=b"short"), "HashRefused"),
    "another file": (with_file(content=b"x"), "NotCommitted"),
    "a path that leads out": (with_file(path="data/../../etc/passwd"), "PathTraversal"),
    "a drive": (with_file(path="C:/data/x"), "PathAbsolute"),
    "a share": (with_file(path="\\\\host\\x"), "PathAbsolute"),
    "a home": (with_file(path="data/~root/x"), "PathOfHome"),
    "a device": (with_file(path="data/NUL.txt"), "PathForeign"),
    "a name turned round": (with_file(path="data/\u202egpj.exe"), "PathInvisible"),
    "a path outside data": (with_file(path="journal/letter.txt"), "NotCommitted"),
    "a stamp of something else": (stamped(response(b"d" * 32)), "StampUnfit"),
    "a stamp of another size": (stamped(GOOD, size=4), "StampUnfit"),
    "a stamp by SHA-1": (stamped(response(b"d" * 20, "sha1")), "StampUnfit"),
    "a stamp under a path": (stamped(GOOD, name="../x"), "StampUnfit"),
    "a stamp that is a page": (stamped(b"<html>"), "TimestampError"),
}


@pytest.mark.parametrize(("alter", "error"), ALTERATIONS.values(), ids=ALTERATIONS)
def test_what_the_verifier_would_refute_is_never_written(alter: Alter, error: str) -> None:
    with pytest.raises(LedgerError) as refused:
        journal_files(alter(facts()), KEYS)
    assert error in {one.__name__ for one in type(refused.value).__mro__}


def test_a_map_that_stands_before_entries_of_the_case_is_refused() -> None:
    made = journal()
    honest = facts(made)
    made.add("late", WILLOW)
    size = len(made.bodies)
    late = [shown_entry(made, index, size) for index in (8, 1, 3, 5, 7, 10)]
    behind = replace(honest, entries=late, checkpoints=[made.checkpoint(size).decode()], consistency={}, disclosed=[])
    with pytest.raises(LedgerError, match="goes on to number 4"):
        journal_files(behind, KEYS)


def test_a_checkpoint_without_the_one_signature_that_the_verifier_reads_is_refused() -> None:
    with pytest.raises(SignatureMissing):
        journal_files(facts(), ())


@given(st.lists(st.binary(max_size=5), max_size=4), st.binary(max_size=20))
@settings(max_examples=25, deadline=None)
def test_only_the_listed_bytes_get_through(pieces: list[bytes], listed: bytes) -> None:
    known = payload("data/letter.txt", listed)
    if b"".join(pieces) == listed:
        assert b"".join(as_listed(known, pieces)) == listed
        return
    got: list[bytes] = []
    with pytest.raises(FileDiffers):
        got.extend(as_listed(known, pieces))
    assert b"".join(got) != listed or not listed


def test_a_file_is_never_held_in_memory() -> None:
    seen: list[int] = []

    def pieces() -> Iterable[bytes]:
        for number in range(5):
            seen.append(number)
            yield b"x"

    first = as_listed(payload("data/letter.txt", b"xxxxx"), pieces())
    next(first)
    next(first)
    assert seen == [0, 1]


def test_the_bag_writes_its_own_files_and_no_other_algorithm() -> None:
    for path in (bagit.INFO, bagit.TAG_MANIFEST, "manifest-md5.txt", "data/x"):
        with pytest.raises(bagit.BagRefused):
            tag_files([payload("data/letter.txt")], {path: b""})
    with pytest.raises(LedgerError, match="one on some systems"):
        tag_files([payload("data/letter.txt")], {"verify.md": b"", "VERIFY.md": b""})


def test_a_trust_file_of_the_maker_is_readable_by_both_readers() -> None:
    assert parse_policy(trust()).quorum == "all-of-them"
    with pytest.raises(HashRefused):
        payload("data/letter.txt", salt=b"").commitment  # noqa: B018


PROGRAM = """
import hashlib, locale, sys
from tests.engine.ledger_court import facts, written
files = written(facts())
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def test_the_same_facts_make_the_same_bytes_everywhere() -> None:
    """Attack: a bundle that cannot be made twice cannot be told from one that was touched."""
    made = set()
    for zone, hashing, language in (("UTC", "0", "C.UTF-8"), ("Pacific/Kiritimati", "4711", "C")):
        more = {"TZ": zone, "PYTHONHASHSEED": hashing, "LC_ALL": language, "PYTHONUTF8": "0"}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | more, cwd=ROOT, capture_output=True, text=True, check=True
        )
        made.add(run.stdout)
    assert len(made) == 1


def test_the_order_in_which_facts_come_is_no_matter() -> None:
    honest = facts()
    turned = replace(
        honest,
        checkpoints=honest.checkpoints[::-1],
        entries=honest.entries[::-1],
        disclosed=list(honest.disclosed)[::-1],
    )
    assert journal_files(honest, KEYS) == journal_files(turned, KEYS)
