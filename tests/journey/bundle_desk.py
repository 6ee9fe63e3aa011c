"""A bundle made by the product from real acts, and the desk of an expert who trusts nobody here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from dodomu.base import journal
from dodomu.base.journal.models import KeptCosignature
from dodomu.engine import ledger
from dodomu.journey.evidence import actions
from dodomu.journey.evidence.actions import Bundle
from tests.engine.ledger_bundles import LOG_KIND, WITNESSES
from tests.engine.timestamp_authority import HERON, MIDDLE, ROOT, Stamp, answer
from tests.journey.evidence_story import Safe

AGREES: dict[str, Any] = {"reason": "I read it.", "agrees": True}


def agreed(safe: Safe, *items: Any, **more: Any) -> Any:
    return actions.answer_disclosure(safe.other_officer, safe.disclose(*items, **more).id, **AGREES)


def stamp(checkpoint: journal.PublishedCheckpoint) -> bytes:
    """What an invented authority answers about a checkpoint."""
    imprint = sha256(ledger.stamped_text(checkpoint.note)).digest()
    return answer(Stamp(HERON, sent=[HERON.der, MIDDLE.der], imprint=imprint, nonce=None).token())


def cosign(checkpoint: journal.PublishedCheckpoint) -> None:
    """Two witnesses sign, as if they had been asked."""
    text = ledger.parse_note(checkpoint.note).text.encode()
    for witness in WITNESSES[:2]:
        KeptCosignature.objects.create(
            checkpoint_id=checkpoint.id,
            witness=witness.name,
            key_id=witness.id.hex(),
            line=witness.line(text),
            stated_at=1_790_000_000,
        )


def made(safe: Safe, answers: Sequence[bytes] = ()) -> Bundle:
    """Decided, signed, witnessed by two, put together."""
    decided = actions.decide_bundle(safe.officer, safe.case.id)
    index = journal.write_case_map(fresh=True)
    cosign(journal.make_checkpoint())
    checkpoint = journal.checkpoint_covering(index)
    assert checkpoint is not None
    return actions.composed(decided, checkpoint, answers)


def trust_file(path: Path) -> Path:
    """What came by another way: the keys of this journal and of three witnesses, two of which are enough."""
    (log,) = (key.text for key in journal.this_log().keys if key.type == LOG_KIND)
    lines = [f"log {log}", *(f"witness w{n} {one.vkey}" for n, one in enumerate(WITNESSES, 1))]
    path.write_text("\n".join([*lines, "group outsiders 2 w1 w2 w3", "quorum outsiders", ""]))
    return path


def verified(folder: Path, *options: str, python: str = sys.executable) -> tuple[int, str]:
    """The program that lies in the bundle, run as a stranger would."""
    command = [python, "-I", str(folder / "verify.py"), str(folder), *options]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


def tsa_roots(path: Path) -> Path:
    path.write_bytes(ROOT.pem)
    return path
