"""What a witness has cosigned, on the disk before the cosignature leaves the house.

dodomu witness state 1
witness VERIFIER_KEY
made SECONDS
cosigned ORIGIN SIZE ROOT SECONDS
end SHA256_OF_THE_LINES_ABOVE

A file that is missing or damaged is never taken for an empty one: a witness that forgot could cosign a second history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from dodomu.engine.ledger import LedgerError, Seen, VerifierKey
from dodomu.engine.ledger.strict_text import read_decimal, read_hash, read_text, write_base64
from dodomu.entry.witness.durable import write_durably
from dodomu.entry.witness.refusals import WitnessRefusal

_TITLE = "dodomu witness state 1"
_LARGEST_FILE = 16 * 1024 * 1024


@dataclass(frozen=True)
class Cosigned:
    """The last checkpoint of one log that was cosigned, and the time that stands in the cosignature (POSIX seconds)."""

    seen: Seen
    at: int


class StateDamaged(LedgerError):
    """The state file is not what this witness wrote."""

    code = "state_damaged"


class Memory:
    """The state file, and the same in memory. Whoever writes must hold the lock of the folder."""

    def __init__(self, path: Path, key: VerifierKey, made: int, cosigned: Mapping[str, Cosigned]) -> None:
        self.path, self.key, self.made = path, key, made
        self._cosigned = dict(cosigned)

    @classmethod
    def read(cls, path: Path, key: VerifierKey) -> Memory:
        """What this witness remembers.

        Raises:
            WitnessRefusal: the file is missing, damaged, or of a witness with another key.
        """
        try:
            with path.open("rb") as file:
                made, cosigned = parse_state(file.read(_LARGEST_FILE + 1), key)
        except FileNotFoundError:
            raise missing(path) from None
        except LedgerError:
            raise WitnessRefusal(
                _without(_("{path} is damaged, or belongs to another key.").format(path=path))
            ) from None
        return cls(path, key, made, cosigned)

    @property
    def cosigned(self) -> Mapping[str, Cosigned]:
        """By origin; logs never cosigned are not in it."""
        return MappingProxyType(self._cosigned)

    @property
    def seen(self) -> Mapping[str, Seen]:
        """The same as the engine takes it."""
        return {origin: cosigned.seen for origin, cosigned in self._cosigned.items()}

    @property
    def latest(self) -> int:
        """The newest time this witness has stated; before its first cosignature, when it was made."""
        return max([self.made, *(cosigned.at for cosigned in self._cosigned.values())])

    def keep(self, origin: str, cosigned: Cosigned) -> None:
        """Remember, durably, before anything is answered.

        Raises:
            OSError: it may not have reached the disk. Then this object remembers what it did before, and the
                cosignature must not be given out; the file holds the one or the other, and both are safe.
        """
        after = self._cosigned | {origin: cosigned}
        write_durably(self.path, write_state(self.key, self.made, after))
        self._cosigned = after


def write_state(key: VerifierKey, made: int, cosigned: Mapping[str, Cosigned]) -> bytes:
    """The whole file."""
    lines = [_TITLE, f"witness {key.text}", f"made {made}"]
    for origin, last in sorted(cosigned.items()):
        lines.append(f"cosigned {origin} {last.seen.size} {write_base64(last.seen.root)} {last.at}")
    text = "".join(line + "\n" for line in lines)
    return f"{text}end {sha256(text.encode()).hexdigest()}\n".encode()


def parse_state(content: bytes, key: VerifierKey) -> tuple[int, dict[str, Cosigned]]:
    """When the witness was made, and what it has cosigned, by origin.

    Raises:
        LedgerError: anything but what `write_state` writes for this key.
    """
    text = read_text(content, _LARGEST_FILE, StateDamaged, StateDamaged)
    lines = text[:-1].split("\n")
    if len(lines) < 4 or lines[:2] != [_TITLE, f"witness {key.text}"]:
        raise StateDamaged("not the state of this witness")
    made, *told, _end = lines[2:]
    since = read_decimal(made.removeprefix("made "), "time", StateDamaged)
    cosigned = dict(_cosigned(line) for line in told)
    if write_state(key, since, cosigned) != content:
        raise StateDamaged("not as this witness writes it")
    return since, cosigned


def _cosigned(line: str) -> tuple[str, Cosigned]:
    words = line.split(" ")
    if len(words) != 5:
        raise StateDamaged("a line of another kind")
    _word, origin, size, root, at = words
    seen = Seen(read_decimal(size, "size", StateDamaged), read_hash(root, "root", StateDamaged))
    return origin, Cosigned(seen, read_decimal(at, "time", StateDamaged))


def missing(path: Path) -> WitnessRefusal:
    """The refusal to begin from nothing."""
    return WitnessRefusal(_without(_("{path} is missing.").format(path=path)))


def _without(what: str) -> str:
    return f"{what} " + _(
        "Without it this witness no longer knows what it cosigned, so it does not start, and no older copy may take "
        "its place. Make a new witness with `dodomu witness init` in another folder and give its verifier key to the "
        "organisations that rely on this one."
    )
