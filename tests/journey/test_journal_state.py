"""The page that says how the journal stands, to whom it is open, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from dodomu.base import journal
from dodomu.base.journal import Fault, Gap, GapKind, Problem, Reason, Renewal
from dodomu.journey.office.queries.journal_gaps import gap_in_words
from tests.base.journal_authority import TimeAuthority, write_down
from tests.base.journal_people import STEFA, write
from tests.base.journal_put_back import put_back
from tests.base.journal_witness import Partner, listening

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Any]
PAGE = reverse("office:journal_state")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
RENEWAL = Renewal(
    index=4711,
    at=AT,
    by=STEFA.pid,
    before="dodomu/journal/x",
    begun="dodomu/journal/x/2-beef",
    reason="backup",
    entries=4711,
    root="",
    known_size=5000,
    known_root="",
    known_by="witness",
    cosigned_by=(),
    shared=4700,
    missing=300,
    lost=0,
    fixed="",
)


def text(answer: Any) -> str:
    return " ".join(str(answer.content.decode()).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    "role", ["auditor", "evidence_officer", "data_protection_officer", "director", "administrator"]
)
def test_who_may_verify_sees_it_in_the_navigation(client_for: SignIn, role: str) -> None:
    client = client_for(role)
    assert client.get(PAGE).status_code == 200
    assert PAGE in {one.url for one in client.get(PAGE).context["navigation"]}


def test_nobody_else_does(client_for: SignIn) -> None:
    client = client_for("case_worker")
    assert client.get(PAGE).status_code == 403
    assert PAGE not in text(client.get(reverse("evidence:list")))


def test_the_pages_beside_it_lead_there(client_for: SignIn) -> None:
    client = client_for("evidence_officer")
    for name in ("office:journal", "evidence:list", "office:verify_journal"):
        assert f'href="{PAGE}"' in text(client.get(reverse(name))).partition("<main")[2]


def test_without_a_witness_it_says_what_that_means(client_for: SignIn) -> None:
    client = client_for("auditor")
    journal.check(STEFA)
    journal.make_checkpoint()
    page = text(client.get(PAGE))
    assert "It is signed, but nobody outside vouches for it." in page
    assert "nobody outside can show that whoever holds this server did not write the whole journal anew" in page
    assert "have-the-journal-witnessed" in page
    assert "No gap is known" not in page


def test_the_last_checkpoint_is_shown_with_its_whole_root(client_for: SignIn) -> None:
    client = client_for("auditor")
    made = journal.make_checkpoint()
    write(None, None)
    answer = client.get(PAGE)
    page, state = text(answer), answer.context["state"]
    assert made.root.hex() in page
    assert state.short_root.startswith(made.root.hex()[:4])
    assert state.origin in made.note
    assert state.origin.startswith("dodomu/journal/")
    assert state.since_words == "2"


def test_witnesses_and_the_gap_they_leave_are_named(client_for: SignIn, settings: Any, tmp_path: Path) -> None:
    client = client_for("auditor")
    file = tmp_path / "witnesses.txt"
    settings.DODOMU = replace(settings.DODOMU, witnesses=file)
    with listening(Partner(1)) as willow, listening(Partner(2, "heron.example/w")) as heron:
        file.write_text(willow.line() + heron.line("heron") + "group both 2 willow heron\nquorum both\n")
        heron.instead = lambda to, body: None
        witnesses = journal.configured_witnesses()
        assert witnesses
        journal.anchor(witnesses)
    page = text(client.get(PAGE))
    assert "Not enough witnesses vouch for the last checkpoint." in page
    assert "at least 2 of 2 must vouch: willow, heron." in page
    assert page.count("did not sign the last checkpoint") == 1
    assert "no answer; it is asked again later" in page


def test_enough_witnesses_and_a_check_leave_no_gap(client_for: SignIn, settings: Any, tmp_path: Path) -> None:
    client = client_for("auditor")
    settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "witnesses.txt")
    with listening(Partner()) as willow:
        (tmp_path / "witnesses.txt").write_text(willow.line() + "quorum willow\n")
        journal.check(STEFA)
        witnesses = journal.configured_witnesses()
        assert witnesses
        journal.anchor(witnesses)
    answer = client.get(PAGE)
    assert "It is signed, and enough witnesses outside vouch for it." in text(answer)
    assert f"No gap is known up to entry {journal.checkpoint().size - 1}." in text(answer)


def test_a_file_of_witnesses_that_cannot_be_read_is_said(client_for: SignIn, settings: Any, tmp_path: Path) -> None:
    settings.DODOMU = replace(settings.DODOMU, witnesses=tmp_path / "none")
    assert "The file that names the witnesses cannot be read" in text(client_for("auditor").get(PAGE))


def test_who_states_the_time_is_said_and_how_far(client_for: SignIn, settings: Any, tmp_path: Path) -> None:
    client = client_for("auditor")
    assert "No authority of time is named." in text(client.get(PAGE))
    with listening(TimeAuthority()) as lantern:
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=write_down(tmp_path, lantern))
        assert "Has stamped nothing yet." in text(client.get(PAGE))
        journal.stamp(journal.configured_authorities(), journal.make_checkpoint())
    signed = journal.latest_checkpoint()
    assert signed
    page = text(client.get(PAGE))
    assert "stamped the last checkpoint" in page
    assert "did not stamp" not in page
    assert f"Its stamp covers what was entered up to entry {signed.size - 1}." in page


def test_a_file_of_authorities_that_cannot_be_read_is_said(client_for: SignIn, settings: Any, tmp_path: Path) -> None:
    settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=tmp_path / "none")
    assert "The file that names the authorities of time cannot be read" in text(client_for("auditor").get(PAGE))


def test_damage_that_a_check_found_is_said_first(client_for: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for("auditor")
    found = journal.Verification(9, "", (Problem(Fault.CHAIN_LINK, 7),))
    monkeypatch.setattr("dodomu.base.journal.checks.verify", lambda *_, **__: found)
    client.post(reverse("office:verify_journal"))
    page = text(client.get(PAGE))
    assert "The last check found damage." in page
    assert "Entry 7 names another entry before it in its case than there is." in page


def test_looking_writes_nothing(client_for: SignIn) -> None:
    client = client_for("auditor")
    client.get(PAGE)
    size = journal.checkpoint().size
    client.get(PAGE)
    assert journal.checkpoint().size == size
    assert journal.latest_checkpoint() is None


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("kind", list(GapKind))
@pytest.mark.parametrize("lasts", [True, False])
def test_every_gap_has_a_whole_sentence(language: str, kind: GapKind, lasts: bool) -> None:
    if not lasts and kind not in {GapKind.UNSIGNED, GapKind.UNWITNESSED}:
        return
    until = None if lasts else AT + timedelta(days=3)
    problem = Problem(Fault.GAP, 4711)
    gap = Gap(kind, AT, until, 1200, 1_234_567, number=180, code="longer", problem=problem, renewal=RENEWAL)
    with override(language):
        said = gap_in_words(gap)
    assert "%" not in said.sentence
    assert "{" not in said.sentence
    assert "2026" in said.sentence or kind == GapKind.UNCHAINED
    assert str(said.status)


@pytest.mark.parametrize(
    ("minutes", "words"), [(3, "3 minutes"), (180, "3 hours"), (60 * 24 * 2500, "2 500 days"), (1440, "24 hours")]
)
def test_a_clock_is_moved_by_what_one_can_picture(minutes: int, words: str) -> None:
    with override("en"):
        said = gap_in_words(Gap(GapKind.CLOCK, AT, first=1, number=minutes, code="back"))
    assert f"set back by {words}" in said.sentence.replace("\xa0", " ")


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize(
    ("missing", "known_size", "words"),
    [
        (300, 5000, "At least 300 entries that were signed before are missing: those from entry 4 700 on."),
        (1, 4701, "At least 1 entry that was signed before is missing: that from entry 4 700 on."),
        (0, 4700, "Nothing is known to be missing."),
        (None, 5000, "the journal had 5 000 entries; from which of them on it is another one is not known."),
        (None, 0, "How many entries are missing is not known."),
    ],
)
def test_how_much_is_missing_is_said(language: str, missing: int | None, known_size: int, words: str) -> None:
    made = replace(RENEWAL, missing=missing, known_size=known_size)
    with override(language):
        said = gap_in_words(Gap(GapKind.RENEWED, AT, first=1, renewal=made)).sentence.replace("\xa0", " ")
    assert (words in said) == (language == "en")
    assert "%" not in said


@pytest.mark.parametrize(("reason", "tone"), [("backup", "notice"), ("key", "notice"), ("unknown", "harm")])
def test_what_nobody_can_explain_is_worse(reason: str, tone: str) -> None:
    gap = Gap(GapKind.RENEWED, AT, first=1, renewal=replace(RENEWAL, reason=reason))
    assert gap_in_words(gap).status.tone == tone


def test_a_journal_that_was_begun_anew_says_so(client_for: SignIn) -> None:
    client = client_for("auditor")
    write(*[None] * 4)
    gone = journal.make_checkpoint()
    put_back(2)
    journal.renew(STEFA, Reason.BACKUP, held=[gone.text.encode()])
    page = text(client.get(PAGE))
    assert (
        "the journal began to sign under a new name and with a new key, because an older backup was restored." in page
    )
    assert "missing: those from entry 2 on." in page
    assert gone.root.hex() in page
    assert "begin-the-journal-anew" in page
    journal.make_checkpoint()
    assert journal.this_log().origin in text(client.get(PAGE))


def test_a_check_grows_old(client_for: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for("auditor")
    journal.check(STEFA)
    assert not client.get(PAGE).context["state"].check_is_old
    monkeypatch.setattr("dodomu.journey.office.queries.journal_state.CHECK_OLD", timedelta(0))
    assert client.get(PAGE).context["state"].check_is_old
