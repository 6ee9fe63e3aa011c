"""``dodomu journal``: what an expert or a partner is given, checked as they would check it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dodomu.base import journal
from dodomu.engine import ledger
from tests.base.journal_people import write
from tests.base.journal_witness import Partner, listening
from tests.people import make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def founder() -> None:
    make_user("administrator", username="founder")
    make_user("hotline", username="olha")
    write(None, None)


@pytest.fixture
def partner(settings: Any, tmp_path: Path) -> Iterator[Partner]:
    with listening(Partner()) as one:
        (tmp_path / "witnesses.txt").write_text(one.line() + "quorum willow\n")
        settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "witnesses.txt")
        yield one


def key(dodomu: Dodomu) -> ledger.VerifierKey:
    _, out, _ = dodomu("journal", "key")
    policy = ledger.parse_policy(out + "quorum none\n")
    return policy.log_keys[0]


def test_a_checkpoint_is_checked_with_the_printed_key(dodomu: Dodomu, tmp_path: Path) -> None:
    code, out, err = dodomu("journal", "checkpoint")
    assert code == 0, err
    signed = ledger.parse_checkpoint(out, [key(dodomu)])
    assert signed.checkpoint.size == 3, "the map of cases comes first"
    assert dodomu("journal", "checkpoint", "--out", str(tmp_path / "note.txt"))[0] == 0
    assert (tmp_path / "note.txt").read_text() == out


def test_both_keys_are_printed(dodomu: Dodomu) -> None:
    _, out, _ = dodomu("journal", "key")
    first, second = (line.rpartition("log ")[2] for line in out.splitlines())
    assert [ledger.parse_verifier_key(one) for one in (first, second)] == list(journal.this_log().keys)


def test_a_proof_is_checked_with_the_entry_and_the_key(dodomu: Dodomu, tmp_path: Path) -> None:
    proof, entry = tmp_path / "one.tlog-proof", tmp_path / "one.json"
    code, _, err = dodomu("journal", "prove", "1", "--out", str(proof), "--entry", str(entry))
    assert code == 0, err
    policy = ledger.Policy((ledger.Party("log", key(dodomu)),), (), (), "none")
    found = ledger.verify_tlog_proof(
        proof.read_bytes(), ledger.leaf_hash(entry.read_bytes()), policy.log_keys, policy, 0
    )
    assert found[0] == 1


def test_nothing_is_written_over(dodomu: Dodomu, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_text("mine")
    for command in (("checkpoint",), ("prove", "0")):
        assert dodomu("journal", *command, "--out", str(target))[0] == 1
    assert target.read_text() == "mine"


def test_an_entry_that_is_not_there_is_said(dodomu: Dodomu) -> None:
    code, _, err = dodomu("--lang", "en", "journal", "prove", "77")
    assert code == 1
    assert "no entry with this number" in err


def test_another_history_is_not_signed(dodomu: Dodomu) -> None:
    dodomu("journal", "checkpoint")
    where = ' ON "journal_leaf"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER journal_leaf_no_delete{where}")
        cursor.execute('DELETE FROM journal_leaf WHERE "index" >= 1')
    code, out, err = dodomu("--lang", "en", "journal", "checkpoint")
    assert (code, out) == (1, "")
    assert "does not continue the checkpoint" in err


@pytest.mark.parametrize("command", ["checkpoint", "key", "anchor"])
def test_not_everybody_may(dodomu: Dodomu, command: str) -> None:
    assert dodomu("journal", command, "--as", "olha")[0] == 1


def test_partners_vouch_for_the_journal(dodomu: Dodomu, partner: Partner) -> None:
    code, out, err = dodomu("journal", "anchor", "--json")
    assert code == 0, err
    said = json.loads(out)
    assert (said["size"], said["enough"]) == (3, True)
    assert [(one["names"], one["cosigned"]) for one in said["witnesses"]] == [(["willow"], 3)]
    _, note, _ = dodomu("journal", "checkpoint")
    assert partner.known == 3
    assert note.count("— ") == 2


def test_a_partner_who_is_away_is_a_gap_that_is_said(dodomu: Dodomu, partner: Partner) -> None:
    partner.instead = lambda to, body: None
    code, out, _ = dodomu("--lang", "en", "journal", "anchor")
    assert code == 1
    assert "willow: no answer; it is asked again later. Vouches for 0 entries; not for the 3 after them." in out
    assert "Too few partners" in out


@pytest.mark.parametrize("outcome", list(journal.Outcome))
def test_every_outcome_has_words(outcome: journal.Outcome) -> None:
    from dodomu.entry.cli.commands.journal_anchored import _sentence

    witness = journal.Witness("http://127.0.0.1", ("willow",), ())
    standing = journal.WitnessStanding(witness, 1, None, 0, outcome, None, None)
    assert "willow" in _sentence(standing)


def test_without_the_setting_nobody_is_asked(dodomu: Dodomu) -> None:
    code, _, err = dodomu("--lang", "en", "journal", "anchor")
    assert code == 1
    assert "DODOMU_WITNESSES" in err
