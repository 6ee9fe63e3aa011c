"""``dodomu journal``: what an expert or a partner is given, checked as they would check it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from dodomu.base import journal
from dodomu.base.jobs import worker as worker_loop
from dodomu.base.settings import SettingsError
from dodomu.engine import ledger
from dodomu.entry.cli.commands import serve, worker
from tests.base.journal_authority import TimeAuthority, write_down
from tests.base.journal_people import write
from tests.base.journal_put_back import put_back
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
    from dodomu.entry.cli.commands.journal_anchor import _witness_sentence

    witness = journal.Witness("http://127.0.0.1", ("willow",), ())
    standing = journal.WitnessStanding(witness, 1, None, 0, outcome, None, None)
    assert "willow" in _witness_sentence(standing)


@pytest.fixture
def authority(settings: Any, tmp_path: Path) -> Iterator[TimeAuthority]:
    with listening(TimeAuthority()) as one:
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=write_down(tmp_path, one))
        yield one


def test_an_authority_stamps_the_checkpoint_that_partners_cosigned(
    dodomu: Dodomu, partner: Partner, authority: TimeAuthority
) -> None:
    code, out, err = dodomu("journal", "anchor", "--json")
    assert code == 0, err
    said = json.loads(out)
    assert (said["size"], said["enough"]) == (3, True)
    assert [(one["name"], one["stamped"], one["outcome"]) for one in said["authorities"]] == [("heron", 3, "valid")]
    assert [one["cosigned"] for one in said["witnesses"]] == [3]


def test_authorities_alone_are_enough_to_ask(dodomu: Dodomu, authority: TimeAuthority) -> None:
    code, out, err = dodomu("--lang", "en", "journal", "anchor")
    assert code == 0, err
    assert re.fullmatch(
        r"heron: stamped; the stamp holds\. Stamped 3 entries at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC; "
        r"not the 1 after them\.\n",
        out,
    )
    assert dodomu("journal", "anchor")[0] == 0, "its pause does not count by hand"
    assert len(authority.asked) == 2


def test_an_authority_that_is_away_is_said(dodomu: Dodomu, partner: Partner, authority: TimeAuthority) -> None:
    authority.instead = lambda to, body: None
    for _ in range(2):
        code, out, _err = dodomu("--lang", "en", "journal", "anchor")
        assert code == 1
        assert "heron: no answer; it is asked again later. It has stamped nothing yet." in out
        assert "Enough partners" in out
    assert len(authority.asked) == 2


def test_without_the_setting_nobody_is_asked(dodomu: Dodomu) -> None:
    code, _, err = dodomu("--lang", "en", "journal", "anchor")
    assert code == 1
    assert "DODOMU_WITNESSES" in err
    assert "DODOMU_TIMESTAMP_AUTHORITIES" in err


@pytest.mark.parametrize("variable", ["witnesses", "timestamp_authorities"])
def test_files_that_cannot_be_used_keep_the_server_from_starting(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    settings.DODOMU = replace(settings.DODOMU, **{variable: tmp_path / "none.txt"})
    started: list[object] = []
    for module, run in ((serve, "run_server"), (worker_loop, "run_worker")):
        monkeypatch.setattr(module, run, lambda *given, **more: started.append(given))
    for name in ("_refuse_demonstration", "_address"):
        monkeypatch.setattr(serve, name, lambda *given: None)
    for module, command in ((serve, serve.serve), (worker, worker.worker)):
        monkeypatch.setattr(module, "start", lambda: settings.DODOMU)
        result = CliRunner().invoke(command, [])
        assert isinstance(result.exception, SettingsError)
        assert f"DODOMU_{variable.upper()}" in str(result.exception)
    assert started == []


class TestBegunAnew:
    """After an older backup was restored, and the partner has seen a longer journal."""

    @pytest.fixture
    def put_back(self, dodomu: Dodomu, partner: Partner, tmp_path: Path) -> Path:
        """The last checkpoint before the loss, as the partner kept it."""
        assert dodomu("journal", "anchor")[0] == 0
        write(*[None] * 4)
        assert dodomu("journal", "anchor")[0] == 0
        held = tmp_path / "held.txt"
        assert dodomu("journal", "checkpoint", "--out", str(held))[0] == 0
        put_back(4)
        return held

    def test_the_new_key_is_printed_and_what_is_missing_said(
        self, dodomu: Dodomu, partner: Partner, put_back: Path
    ) -> None:
        assert dodomu("journal", "anchor")[0] == 1
        code, out, err = dodomu("--lang", "en", "journal", "renew", "--reason", "backup", "--yes")
        assert code == 0, err
        assert "4 entries that were signed before are missing, from entry 4 on." in out
        new = ledger.parse_policy(out[out.index("\nlog dodomu") :] + "quorum none\n").log_keys[0]
        assert new == journal.this_log().keys[0] == key(dodomu)
        _, note, _ = dodomu("journal", "checkpoint")
        assert ledger.parse_checkpoint(note, [new]).checkpoint.size == 7
        partner.logs[new.name] = (new,)
        assert dodomu("journal", "anchor")[0] == 0

    def test_what_a_partner_kept_says_it_as_well(self, dodomu: Dodomu, put_back: Path, settings: Any) -> None:
        settings.DODOMU = replace(settings.DODOMU, witnesses=None)
        code, _, err = dodomu("--lang", "en", "journal", "renew", "--reason", "backup", "--yes")
        assert code == 1
        assert "name its file with --known" in err
        code, out, _ = dodomu("journal", "renew", "--reason", "backup", "--known", str(put_back), "--yes")
        assert code == 0
        code, out, _ = dodomu("--lang", "en", "journal", "verify", "--json")
        (said,) = json.loads(out)["begun_anew"]
        assert (said["size_before"], said["shared"], said["missing"], said["lost_checkpoints"]) == (9, 4, 5, 1)
        _, out, _ = dodomu("--lang", "en", "journal", "verify")
        assert (
            f"began a new log, {journal.this_log().origin}; before it, {said['name_before']} signed. 5 entries" in out
        )

    def test_a_journal_that_goes_on_is_left_alone(self, dodomu: Dodomu, partner: Partner) -> None:
        origin = journal.this_log().origin
        assert dodomu("journal", "anchor")[0] == 0
        code, _, err = dodomu("--lang", "en", "journal", "renew", "--reason", "unknown", "--yes")
        assert code == 1
        assert "goes on under its name" in err
        code, _, err = dodomu("--lang", "en", "journal", "renew", "--reason", "backup", "--yes")
        assert code == 1
        assert "--reason machine" in err
        assert journal.this_log().origin == origin

    def test_a_file_of_somebody_else_is_refused(self, dodomu: Dodomu, put_back: Path, tmp_path: Path) -> None:
        (tmp_path / "other.txt").write_text(put_back.read_text().replace("\n9\n", "\n90\n"))
        code, _, err = dodomu(
            "--lang", "en", "journal", "renew", "--reason", "backup", "--known", str(tmp_path / "other.txt"), "--yes"
        )
        assert code == 1
        assert "no checkpoint that this journal signed" in err
        assert journal.renewals() == []

    def test_a_damaged_tree_is_not_begun_anew(self, dodomu: Dodomu, put_back: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM journal_node WHERE level = 1 AND position = 0")
            cursor.execute("DELETE FROM journal_node WHERE level = 2 AND position = 0")
        code, _, err = dodomu(
            "--lang", "en", "journal", "renew", "--reason", "backup", "--known", str(put_back), "--yes"
        )
        assert code == 1
        assert "damaged, so nothing was changed" in err

    def test_nobody_does_it_by_mistake(self, dodomu: Dodomu, put_back: Path) -> None:
        code, _, err = dodomu("--lang", "en", "journal", "renew", "--reason", "backup")
        assert code == 1
        assert "Nothing was changed." in err
        assert journal.renewals() == []

    @pytest.mark.parametrize("role", ["hotline", "evidence_officer"])
    def test_not_everybody_may(self, dodomu: Dodomu, put_back: Path, role: str) -> None:
        make_user(role, username="somebody")
        assert dodomu("journal", "renew", "--reason", "backup", "--yes", "--as", "somebody")[0] == 1
        assert journal.renewals() == []

    def test_a_key_that_is_given_up_asks_nobody(self, dodomu: Dodomu, partner: Partner) -> None:
        dodomu("journal", "anchor")
        asked, old = len(partner.asked), key(dodomu)
        code, out, err = dodomu("--lang", "en", "journal", "renew", "--reason", "key", "--yes")
        assert code == 0, err
        assert "Nothing is known to be missing." in out
        assert len(partner.asked) == asked
        _, out, _ = dodomu("--lang", "en", "journal", "key")
        assert f"# Signed earlier and signs no more: log {old.text}\n" in out
        assert key(dodomu) != old
