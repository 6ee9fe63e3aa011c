"""What is wrong with this installation, and how to mend it. Findings hold no personal data: they may be passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from gettext import gettext as _
from typing import Any

from dodomu.base.settings import Settings, SettingsError


class Level(StrEnum):
    """How much a finding matters."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        code: for programs, such as "clock".
        level: fine, worth knowing, or wrong.
        said: what was found, in one sentence.
        mend: what to do about it; empty when nothing needs doing.
    """

    code: str
    level: Level
    said: str
    mend: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def fine(code: str, said: str) -> Finding:
    return Finding(code, Level.FINE, said)


def note(code: str, said: str, mend: str) -> Finding:
    return Finding(code, Level.NOTE, said, mend)


def wrong(code: str, said: str, mend: str) -> Finding:
    return Finding(code, Level.WRONG, said, mend)


def examine(*, start: Callable[[], Settings]) -> Iterator[Finding]:
    """Look at everything, the outermost first; what cannot be reached is not looked at, and that is a finding.

    Parameters:
        start: unlocks the installation and sets Django up, as the command line does.
    """
    from dodomu.entry import doctor_place

    try:
        settings = Settings.read()
    except SettingsError as error:
        yield wrong("settings", str(error), _("Set it as the sentence says, then run `dodomu doctor` again."))
        return
    yield fine("settings", _("The settings can be read."))
    yield from doctor_place.findings(settings)
    try:
        start()
    except Exception as error:  # noqa: BLE001 - whatever keeps the installation from starting is the finding
        yield _does_not_start(error)
        return
    yield fine("key_ring", _("The key ring opens."))

    from dodomu.entry import doctor_records

    yield from doctor_records.findings(settings)


def _does_not_start(error: Exception) -> Finding:
    from dodomu.base.keys import KeyRingError

    said = str(error) if isinstance(error, SettingsError | KeyRingError) else type(error).__name__
    return wrong(
        "key_ring",
        _("The installation does not start: {reason}").format(reason=said),
        _("Give the right passphrase or key file, or restore a backup with the recovery key."),
    )
