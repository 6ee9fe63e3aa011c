"""One bundle, from the decision to its last byte, and what the journal says of it: begun, and then made or failed.

That it was begun is said before anything can leave the house, with a commitment to all that is in it; so no bundle can be
hidden. "Failed" is said only where nothing of it was left. Where neither is said, because the machine stopped or the journal
could not be written, the bundle counts as made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pyrage

from dodomu.base.access.viewer import Viewer
from dodomu.journey.evidence.actions.bundle_writing import Progress, require_free, write_encrypted, write_folder
from dodomu.journey.evidence.actions.bundling import Bundle, BundleDecided, compose_bundle, decide_bundle
from dodomu.journey.evidence.actions.holding import log


def make_bundle(
    by: Viewer,
    case_id: UUID,
    target: Path,
    *,
    to: Sequence[pyrage.x25519.Recipient] = (),
    answers: Iterable[bytes] = (),
    progress: Progress | None = None,
) -> Bundle:
    """Decide on a bundle, put it together and write it. Call it outside any transaction.

    Parameters:
        to: encrypt it to these, as one file; else a folder in the clear.
        answers: as ``compose_bundle``.

    Raises:
        As ``require_free``, ``decide_bundle``, ``compose_bundle``, ``write_folder`` and ``write_encrypted``.
    """
    require_free(target)
    decided = decide_bundle(by, case_id)
    try:
        bundle = compose_bundle(decided, answers)
        if to:
            write_encrypted(by, bundle, target, to, progress)
        else:
            write_folder(by, bundle, target, progress)
    except BaseException:
        if _nothing_was_left(target):
            # What stopped it is told by the error; where this cannot be said, the bundle counts as made.
            with suppress(Exception):
                _say("evidence.bundle_failed", by, decided)
        raise
    _say("evidence.bundle_made", by, decided)
    return bundle


def _say(kind: str, by: Viewer, decided: BundleDecided) -> None:
    log(kind, by, decided.agreed, bundle=str(decided.id))


def _nothing_was_left(target: Path) -> bool:
    """Whether neither the bundle stands there nor a part of it, which begins with a dot and its name."""
    try:
        beside = [one.name for one in target.parent.iterdir()]
    except OSError:
        return False
    return not any(one == target.name or one.startswith(f".{target.name}.") for one in beside)
