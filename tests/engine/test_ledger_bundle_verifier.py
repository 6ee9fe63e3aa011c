"""Bundles with one thing altered by someone who can also write new manifests: each alteration is found by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import bundle_verifier as verifier
from dodomu.engine.ledger import consistency_proof, leaf_hash
from tests.engine.ledger_bundles import (
    HERON,
    LOG,
    SECRET,
    WILLOW,
    WITHHELD,
    Desk,
    Parts,
    journal,
    note,
    outcomes,
    parts,
    salt,
    shown,
    signer,
    trust,
    write,
)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_an_honest_bundle_is_proven_but_for_the_timestamps_it_lacks(desk: Desk) -> None:
    code, steps = desk.verify(parts())
    assert code == 2
    assert outcomes(steps) == {
        "files": "proven",
        "checkpoints": "proven",
        "witnesses": "proven",
        "earlier checkpoints": "proven",
        "journal entries": "proven",
        "chain of the case": "proven",
        "nothing left out": "proven",
        "evidence files": "proven",
        "timestamps": "missing",
    }
    assert steps["evidence files"][1].endswith("1 of 4 commitments")


def test_what_it_does_not_prove_is_said(desk: Desk) -> None:
    write(parts().files(), desk.folder / "bundle")
    verifier.main([str(desk.folder / "bundle")])
    said = desk.capsys.readouterr().out
    assert "What this does NOT prove" in said
    assert "RESULT: not refuted, but something is missing" in said


Alter = Callable[[Parts], object]


def rewritten(line: dict[str, Any], **more: object) -> None:
    """Change what an entry says, as someone would who hopes that nobody looks at the hashes."""
    line["body"] = json.dumps(json.loads(line["body"]) | more, sort_keys=True, separators=(",", ":"))


def swapped(made: Parts, one: int, other: int) -> None:
    made.entries[one]["body"], made.entries[other]["body"] = made.entries[other]["body"], made.entries[one]["body"]


def longer(line: dict[str, Any], more: str) -> None:
    line["proof"] += more


def shorter(line: dict[str, Any], digits: int) -> None:
    line["proof"] = line["proof"][:-digits]


def hide(made: Parts, which: int) -> None:
    """Leave out an entry of the case together with all that belongs to it."""
    index = json.loads(made.entries.pop(which)["body"])["index"]
    gone = [line for line in made.disclosed if line["index"] == index]
    made.disclosed = [line for line in made.disclosed if line["index"] != index]
    for line in gone:
        del made.payload[line["path"]]


def cut_off(made: Parts, back: int) -> None:
    """Hide the last entries and claim an earlier head."""
    hide(made, -2)
    last = made.entries[-2]["body"].encode()
    made.case["head"] = {"leaf": leaf_hash(last).hex(), "seq": json.loads(last)["case_seq"] - back}


OF_ANOTHER = shown(journal(), 2, 10)

ALTERATIONS: dict[str, tuple[Alter, str, str]] = {
    "a byte of a file": (lambda b: b.payload.update({"data/letter.txt": b"x"}), "evidence files", "committed to"),
    "a planted file": (lambda b: b.payload.update({"data/planted.txt": b"x"}), "evidence files", "no proven entry"),
    "two files exchanged": (
        lambda b: b.payload.update({"data/letter.txt": b.payload["data/empty"]}),
        "evidence files",
        "not what entry 1",
    ),
    "another salt": (lambda b: b.disclosed[0].update(salt=salt("x").hex()), "evidence files", "not what entry 1"),
    "a file under another entry": (lambda b: b.disclosed[0].update(index=3), "evidence files", "not what entry 3"),
    "a disclosed file that is not there": (lambda b: b.payload.pop("data/empty"), "evidence files", "not there"),
    "first entry left out": (lambda b: hide(b, 0), "chain of the case", "number 0 of the case is left out"),
    "middle entry left out": (lambda b: hide(b, 1), "chain of the case", "number 1 of the case is left out"),
    "last entry left out": (lambda b: hide(b, -2), "nothing left out", "left out: 1 of 4"),
    "last entry left out, head moved": (lambda b: cut_off(b, 0), "nothing left out", "does not say this"),
    "last entry left out, head renumbered": (lambda b: cut_off(b, -1), "nothing left out", "does not say this"),
    "case called empty": (lambda b: b.case.update(head=None), "nothing left out", "does not say this"),
    "case called empty, at any depth": (
        lambda b: (b.case.update(head=None), b.case["proof"].update(depth=3)),
        "nothing left out",
        "does not say this",
    ),
    "an entry rewritten": (lambda b: rewritten(b.entries[0], at="2019-01-01"), "journal entries", "does not lead"),
    "an entry renumbered": (lambda b: rewritten(b.entries[1], case_seq=5), "journal entries", "does not lead"),
    "two entries swapped": (lambda b: swapped(b, 0, 1), "journal entries", "does not lead"),
    "an entry twice": (lambda b: b.entries.append(b.entries[0]), "journal entries", "shown twice"),
    "an entry of another case": (lambda b: b.entries.append(OF_ANOTHER), "chain of the case", "of another case"),
    "a surplus hash": (lambda b: longer(b.entries[0], "00" * 32), "journal entries", "does not lead"),
    "a missing hash": (lambda b: shorter(b.entries[0], 64), "journal entries", "does not lead"),
    "a short hash": (lambda b: shorter(b.entries[0], 2), "journal entries", "64 hexadecimal"),
    "index beyond the tree": (lambda b: rewritten(b.entries[0], index=10), "journal entries", "beyond"),
    "index 2^63": (lambda b: rewritten(b.entries[0], index=2**63), "journal entries", "outside 0 to"),
    "negative index": (lambda b: rewritten(b.entries[0], index=-1), "journal entries", "outside 0 to"),
    "index as text": (lambda b: rewritten(b.entries[0], index="1"), "journal entries", "another kind"),
    "index true": (lambda b: rewritten(b.entries[0], index=True), "journal entries", "another kind"),
    "proof for another tree": (lambda b: b.entries.__setitem__(0, shown(b.journal, 1, 9)), "journal entries", "lead"),
    "an inner node as leaf": (
        lambda b: b.entries[0].update(body='{"index":0}', proof=b.entries[0]["proof"][64:]),
        "journal entries",
        "does not lead",
    ),
    "the map of another entry": (lambda b: b.case.update(heads_index=1), "nothing left out", "no map of cases"),
    "map proof of another case": (
        lambda b: b.case.update(proof=b.journal.map.prove(HERON).fields()),  # type: ignore[union-attr]
        "nothing left out",
        "does not say this",
    ),
    "map proof cut short": (
        lambda b: b.case["proof"].update(siblings=b.case["proof"]["siblings"][64:]),
        "nothing left out",
        "no proof of it",
    ),
    "consistency proof altered": (
        lambda b: b.consistency[0].update(proof=SECRET.hex() + b.consistency[0]["proof"][64:]),
        "earlier checkpoints",
        "was rewritten",
    ),
    "consistency proof too long": (
        lambda b: longer(b.consistency[0], SECRET.hex()),
        "earlier checkpoints",
        "was rewritten",
    ),
    "consistency proof empty": (lambda b: b.consistency[0].update(proof=""), "earlier checkpoints", "empty"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_each_alteration_is_found_although_the_manifests_fit(name: str, desk: Desk) -> None:
    alter, step, words = ALTERATIONS[name]
    made = parts()
    alter(made)
    code, steps = desk.verify(made)
    assert code == 1
    assert steps[step][0] == "not proven", steps
    assert words in steps[step][1]
    assert steps["files"][0] == "proven"


def test_a_withheld_item_stays_countable_and_closed(desk: Desk) -> None:
    made = parts()
    made.payload["data/withheld"] = WITHHELD
    made.disclosed.append({"index": 7, "path": "data/withheld", "salt": salt("withheld").hex()})
    _, steps = desk.verify(made)
    assert steps["evidence files"] == (
        "proven",
        "4 files are what the entries committed to; withheld, and countable: 0 of 4 commitments",
    )


def test_entries_after_the_map_are_shown_as_a_gap(desk: Desk) -> None:
    made = journal()
    made.add("exhibit_taken", WILLOW)
    code, steps = desk.verify(parts(made))
    assert code == 2
    assert steps["nothing left out"][0] == "missing"
    assert "1 came after that map" in steps["nothing left out"][1]


def test_a_map_that_lacks_an_entry_before_it_is_found(desk: Desk) -> None:
    made = journal()
    hidden = made.heads[WILLOW]
    made.add("case_changed", WILLOW)
    newest, made.heads[WILLOW] = made.heads[WILLOW], hidden
    made.map_cases()
    made.heads[WILLOW] = newest
    code, steps = desk.verify(parts(made))
    assert (code, steps["nothing left out"][0]) == (1, "not proven")
    assert "lacks entries" in steps["nothing left out"][1]


def test_without_keys_from_outside_nothing_that_rests_on_them_is_proven(desk: Desk) -> None:
    made = parts()
    made.tags["keys.txt"] = trust(log=LOG).encode()
    code, steps = desk.verify(made, keys=None)
    assert code == 2
    assert {name for name, outcome in outcomes(steps).items() if outcome == "proven"} == {"files"}
    assert "keys in the bundle prove nothing" in steps["checkpoints"][1]


def test_a_trust_file_inside_the_bundle_is_refused(desk: Desk) -> None:
    made = parts()
    made.tags["keys.txt"] = trust().encode()
    with pytest.raises(SystemExit) as caught:
        desk.verify(made, "--trust", str(desk.folder / "bundle" / "keys.txt"), keys=None)
    assert caught.value.code == 2
    assert "cannot vouch for itself" in desk.capsys.readouterr().err


def test_a_bundle_signed_by_keys_of_its_own_is_not_believed(desk: Desk) -> None:
    forger = signer("journal.example/home2", 1)
    forger = type(forger)(LOG.name, 1, forger.key)
    made = parts()
    for name in made.checkpoints:
        text = made.journal.text(int(name[:-4]))
        made.checkpoints[name] = note(text, forger.line(text))
    made.tags["keys.txt"] = trust(log=forger).encode()
    code, steps = desk.verify(made)
    assert (code, steps["checkpoints"][0]) == (1, "not proven")
    assert "proven" not in {outcome for name, outcome in outcomes(steps).items() if name != "files"}


def test_a_copy_of_the_bundles_keys_is_remarked_upon(desk: Desk) -> None:
    made = parts()
    made.tags["keys.txt"] = trust().encode()
    write(made.files(), desk.folder / "bundle")
    (desk.folder / "keys.txt").write_text(trust())
    verifier.main([str(desk.folder / "bundle"), "--trust", str(desk.folder / "keys.txt")])
    assert "byte for byte" in desk.capsys.readouterr().out


def test_an_older_checkpoint_that_the_expert_holds_is_the_beginning(desk: Desk) -> None:
    made = parts()
    proof = b"".join(consistency_proof(made.journal.store, 7, 10)).hex()
    (desk.folder / "known").write_bytes(made.journal.checkpoint(7))
    _, steps = desk.verify(made, "--known", str(desk.folder / "known"))
    assert steps["earlier checkpoints"][0] == "missing"
    made.consistency.append({"old": 7, "new": 10, "proof": proof})
    _, steps = desk.verify(made, "--known", str(desk.folder / "known"))
    assert steps["earlier checkpoints"] == ("proven", "2 earlier checkpoint(s) are the beginning of the newest")


def test_a_journal_rolled_back_or_forked_is_found_by_who_holds_a_checkpoint(desk: Desk) -> None:
    longer = journal()
    longer.add("signed_in")
    for held, words in ((longer.checkpoint(11), "more than any here"), (fork(), "two versions")):
        (desk.folder / "known").write_bytes(held)
        code, steps = desk.verify(parts(), "--known", str(desk.folder / "known"))
        assert (code, steps["earlier checkpoints"][0]) == (1, "not proven")
        assert words in steps["earlier checkpoints"][1]


def fork() -> bytes:
    made = journal()
    forked = type(made)()
    for index in range(10):
        forked.add("signed_in", at=f"other history {index}")
    return forked.checkpoint(10)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_done_to_a_file_nothing_breaks_and_nothing_more_is_proven(desk: Desk, data: st.DataObject) -> None:
    files = parts().files()
    path = data.draw(st.sampled_from(sorted(files)))
    content = files[path]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 9)))
    put = data.draw(st.binary(max_size=6) | st.sampled_from([b"NaN", b"[" * 5000, b'"', b"null", b"\n\n", b"1e400"]))
    files[path] = content[:start] + put + content[end:]
    code, steps = desk.verify(files)
    assert code in (1, 2)
    assert files[path] == content or steps["files"][0] == "not proven"
