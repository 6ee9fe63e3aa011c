"""A bundle of a journal that was begun anew: proven under the new name, and what lay between counted as missing."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dodomu.engine.ledger import root
from tests.engine import ledger_bundles as bundles
from tests.engine.ledger_bundles import FILES, LOG_KIND, ORIGIN, WILLOW, WITNESSES, Desk, Journal, Parts, Signer

SECOND, THIRD = f"{ORIGIN}/2-beef", f"{ORIGIN}/3-cafe"
ANEW, LOST = "begun anew", {"log_reason": "backup", "known_size": 40, "entries_missing": 30}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def begun(before: str = ORIGIN, name: str = SECOND, **codes: object) -> dict[str, object]:
    return {"log_before": before, "log_begun": name, **(codes or LOST)}


def bundle(*renewals: Mapping[str, object], name: str = SECOND, shown: bool = True) -> Parts:
    """The honest bundle, of a journal with these entries before its map of cases, signed under this name."""
    made = Journal()
    made.add("signed_in")
    for path, content in FILES.items():
        made.add("exhibit_taken", WILLOW, commitments=[bundles.commitment(bundles.salt(path), content)])
    places = [made.add("journal.renewed", codes=dict(codes)) for codes in renewals]
    made.map_cases()
    made.add("signed_out")
    parts, size = bundles.parts(made), len(made.bodies)
    if shown:
        parts.entries += [bundles.shown(made, index, size) for index in places]
    parts.consistency = []
    text = f"{name}\n{size}\n{base64.b64encode(root(made.store, size)).decode()}\n".encode()
    parts.checkpoints = {
        f"{size}.txt": bundles.note(text, log(name).line(text), *(w.line(text) for w in WITNESSES[:2]))
    }
    return parts


def log(name: str) -> Signer:
    return bundles.signer(name, LOG_KIND)


def checked(desk: Desk, made: Parts, *options: str, name: str = SECOND) -> tuple[int, dict[str, Any]]:
    return desk.verify(made, *options, keys=bundles.trust(log=log(name)))


def test_what_lay_between_is_missing_and_all_else_proven(desk: Desk) -> None:
    code, steps = checked(desk, bundle(begun()))
    assert code == 2
    outcome, why = steps.pop(ANEW)
    assert outcome == "missing"
    assert f"begins {SECOND} in place of {ORIGIN}: of 40 entries 30 are lost" in why
    steps.pop("timestamps")
    assert set(bundles.outcomes(steps).values()) == {"proven"}


def test_a_key_given_up_with_nothing_lost_is_proven(desk: Desk) -> None:
    _, steps = checked(desk, bundle(begun(log_reason="key", known_size=3, entries_missing=0)))
    assert steps[ANEW][0] == "proven"


def test_twice_is_followed_name_by_name(desk: Desk) -> None:
    second = begun(SECOND, THIRD, log_reason="key", known_size=9, entries_missing=0)
    _, steps = checked(desk, bundle(begun(), second, name=THIRD), name=THIRD)
    outcome, why = steps[ANEW]
    assert outcome == "missing", "what the first one lost is not found again"
    assert why.index(SECOND) < why.index(THIRD)


def test_how_much_is_lost_may_be_unknown(desk: Desk) -> None:
    _, steps = checked(desk, bundle(begun(log_reason="machine")))
    assert steps[ANEW][0] == "missing"
    assert "an unknown number are lost" in steps[ANEW][1]


@pytest.mark.parametrize("renewals", [(), (begun(),)], ids=["none there", "one hidden"])
def test_a_bundle_that_hides_it_is_told_by_the_name(desk: Desk, renewals: tuple[dict[str, object], ...]) -> None:
    code, steps = checked(desk, bundle(*renewals, shown=False))
    assert code == 2
    assert steps[ANEW][0] == "missing"
    assert "how it began is not here" in steps[ANEW][1]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (begun(before="another.example/log"), f"begins a journal anew that is not {ORIGIN}"),
        (begun(before=SECOND, name=THIRD), "begins a journal anew"),
        (begun(name=THIRD), f"the newest checkpoint is not of {THIRD}"),
        ({"log_before": ORIGIN}, "`log_begun` is missing"),
    ],
)
def test_an_entry_that_tells_of_other_names_contradicts(desk: Desk, entry: dict[str, object], words: str) -> None:
    code, steps = checked(desk, bundle(entry))
    assert code == 1
    assert steps[ANEW][0] == "not proven"
    assert words in steps[ANEW][1]


def test_a_journal_that_keeps_its_name_has_no_such_step(desk: Desk) -> None:
    _, steps = desk.verify(bundles.parts())
    assert ANEW not in steps


def test_a_checkpoint_under_the_old_name_is_missing_not_refuted(desk: Desk, tmp_path: Path) -> None:
    old = bundles.journal()
    (tmp_path / "held.txt").write_bytes(old.checkpoint(len(old.bodies)))
    code, steps = checked(desk, bundle(begun()), "--known", str(tmp_path / "held.txt"))
    assert code == 2
    outcome, why = steps["earlier checkpoints"]
    assert outcome == "missing"
    assert f"is of {ORIGIN}; the journal was begun anew as {SECOND}" in why
