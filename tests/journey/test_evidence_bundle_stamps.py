"""A bundle holds the stamps that authorities gave its checkpoint, and the expert's program asks OpenSSL about them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dodomu.base import journal
from dodomu.base.journal.models import StampAnswer
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import Bundle
from tests.base.journal_authority import TimeAuthority, write_down
from tests.base.journal_witness import listening
from tests.engine.openssl_authority import issued
from tests.journey.bundle_desk import agreed, made, stamp, trust_file, tsa_roots, verified
from tests.journey.evidence_story import Safe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def safe(viewer_with: Callable[..., Any]) -> Safe:
    found = Safe(viewer_with)
    agreed(found)
    return found


@pytest.fixture
def heron(settings: Any, tmp_path: Path) -> Iterator[TimeAuthority]:
    """An authority that OpenSSL runs."""
    (tmp_path / "openssl").mkdir()
    with listening(TimeAuthority(making=lambda request: issued(tmp_path / "openssl", request))) as one:
        settings.DODOMU = replace(settings.DODOMU, timestamp_authorities=write_down(tmp_path, one))
        yield one


def composed(safe: Safe) -> Bundle:
    return actions.compose_bundle(actions.decide_bundle(safe.officer, safe.case.id))


def stamps_in(bundle: Bundle) -> list[str]:
    return [path for path in bundle.tags if path.startswith("journal/timestamps/")]


def test_the_authority_is_asked_about_the_checkpoint_and_openssl_confirms_it(
    safe: Safe, heron: TimeAuthority, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    bundle = composed(safe)
    actions.write_folder(safe.officer, bundle, folder)
    newest = max(int(path.stem) for path in folder.glob("journal/checkpoints/*"))
    assert stamps_in(bundle) == [f"journal/timestamps/{newest}-heron.tsr"]
    assert bundle.tags[stamps_in(bundle)[0]] == bytes(StampAnswer.objects.get().answer)
    trust = ("--trust", str(trust_file(tmp_path / "keys.txt")))
    _, said = verified(folder, *trust)
    (command,) = re.findall(r"openssl ts .*", said)
    roots = str(tsa_roots(tmp_path / "roots.pem"))
    run = subprocess.run(
        command.replace("TSA-ROOTS.pem", roots), shell=True, capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in run.stdout, run.stderr
    _, confirmed = verified(folder, *trust, "--timestamp", f"{newest}-heron.tsr=ok")
    assert re.search(rf"\[proven +\] .*{newest}-heron\.tsr.*checkpoint {newest} existed at", confirmed), confirmed
    assert f"{newest}-heron.tsr" in (folder / "VERIFY.md").read_text()


def test_of_one_that_is_away_an_earlier_stamp_goes_along(safe: Safe, heron: TimeAuthority) -> None:
    first = journal.make_checkpoint()
    journal.stamp(journal.configured_authorities(), first)
    heron.instead = lambda to, body: None
    bundle = composed(safe)
    assert stamps_in(bundle) == [f"journal/timestamps/{first.size}-heron.tsr"]
    assert f"journal/checkpoints/{first.size}.txt" in bundle.tags


def test_a_stamp_that_does_not_hold_stays_out(safe: Safe, heron: TimeAuthority) -> None:
    heron.making = lambda request: b"<html>Welcome!</html>"
    assert stamps_in(composed(safe)) == []


def test_what_is_handed_in_stands_beside_it_once(safe: Safe, heron: TimeAuthority) -> None:
    earlier = journal.make_checkpoint()
    decided = actions.decide_bundle(safe.officer, safe.case.id)
    given = stamp(earlier)
    bundle = actions.compose_bundle(decided, [given])
    newest = max(int(path.split("/")[2].split("-")[0]) for path in stamps_in(bundle))
    expected = {f"journal/timestamps/{earlier.size}-tsa-1.tsr", f"journal/timestamps/{newest}-heron.tsr"}
    assert set(stamps_in(bundle)) == expected
    checkpoint = next(one for one in journal.checkpoints_kept() if one.size == newest)
    again = actions.composed(decided, checkpoint, [bytes(StampAnswer.objects.get().answer), given])
    assert again.tags == bundle.tags


def test_without_authorities_nothing_changes(safe: Safe) -> None:
    assert stamps_in(made(safe)) == []
