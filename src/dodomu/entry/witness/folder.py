"""The folder of a witness: `key`, `logs.txt`, and `state` with what it has cosigned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from dodomu.base.durable import sync_folder
from dodomu.engine.ledger import KeyRefused, SignatureType, Signer, VerifierKey, parse_verifier_key
from dodomu.engine.ledger.bundle_verifier import point_decode
from dodomu.engine.ledger.verifier_keys import LOG_TYPES, signature_holds
from dodomu.entry.witness.durable import lock, write_durably
from dodomu.entry.witness.keys import new_key_text, read_signer
from dodomu.entry.witness.memory import Memory, missing, write_state
from dodomu.entry.witness.refusals import WitnessRefusal

_LARGEST_LIST = 1024 * 1024


@dataclass(frozen=True)
class Logs:
    """The logs a witness follows: their keys by origin, and origins with a key that cannot be checked here."""

    keys: Mapping[str, tuple[VerifierKey, ...]]
    partly: tuple[str, ...] = ()


@dataclass(frozen=True)
class WitnessFolder:
    """Where one witness lives."""

    path: Path

    def make(self, name: str, now: int) -> VerifierKey:
        """Make the folder with a new key, wholly or not at all.

        Args:
            name: of the witness, as policies will hold it, such as example.org/w1. now: POSIX seconds.

        Raises:
            WitnessRefusal: the folder is there and not empty, or the name cannot be one.
        """
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise WitnessRefusal(_("{path} is there already and not empty; name a new folder.").format(path=self.path))
        try:
            text, key = new_key_text(name)
        except KeyRefused:
            raise WitnessRefusal(
                _("A witness needs a name such as example.org/w1: at most 255 bytes, no spaces, no plus sign.")
            ) from None
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = WitnessFolder(self.path.with_name(f".{self.path.name}.{uuid4().hex}"))
        try:
            beside._fill(text, key, now)
            if self.path.exists():
                self.path.rmdir()
            beside.path.rename(self.path)
        except BaseException:
            rmtree(beside.path, ignore_errors=True)
            raise
        sync_folder(self.path.parent)
        return key

    def signer(self) -> Signer:
        """The witness itself.

        Raises:
            WitnessRefusal: see `read_signer`.
        """
        return read_signer(self.path / "key")

    def logs(self) -> Logs:
        """The logs this witness follows.

        Raises:
            WitnessRefusal: the list is missing, empty, has a line that is no key of a log, or names a log of which
                nothing can be checked on this machine.
        """
        path = self.path / "logs.txt"
        try:
            with path.open("rb") as file:
                lines = file.read(_LARGEST_LIST).decode("utf-8-sig").splitlines()
        except FileNotFoundError:
            lines = []
        except UnicodeDecodeError:
            raise WitnessRefusal(_("{path} must be text in UTF-8.").format(path=path)) from None
        keys: dict[str, list[VerifierKey]] = {}
        for number, line in enumerate(lines, start=1):
            if (text := line.strip()) and not text.startswith("#"):
                key = _log_key(text, path, number)
                keys.setdefault(key.name, []).append(key)
        if not keys:
            raise WitnessRefusal(
                _("No log is followed yet: put the verifier key of one on a line of its own in {path}.").format(
                    path=path
                )
            )
        return _checkable(keys)

    def memory(self, key: VerifierKey) -> Memory:
        """What the witness has cosigned.

        Raises:
            WitnessRefusal: see `Memory.read`.
        """
        return Memory.read(self._state, key)

    def take(self) -> int:
        """Let no other process of this machine cosign from this folder, until this one ends.

        Raises:
            WitnessRefusal: another one does, or there is no folder for what is cosigned.
        """
        if not self._state.parent.is_dir():
            raise missing(self._state)
        try:
            return lock(self._state.with_name("lock"))
        except BlockingIOError:
            raise WitnessRefusal(_("A witness is already running from {path}.").format(path=self.path)) from None

    @property
    def _state(self) -> Path:
        return self.path / "state" / "cosigned"

    def _fill(self, key_text: str, key: VerifierKey, now: int) -> None:
        self.path.mkdir(mode=0o700)
        self._state.parent.mkdir(mode=0o700)
        write_durably(self._state, write_state(key, now, {}))
        write_durably(
            self.path / "logs.txt", _("# Verifier keys of the logs this witness follows, one on each line.\n").encode()
        )
        write_durably(self.path / "key", key_text.encode("ascii"))


def _log_key(text: str, path: Path, number: int) -> VerifierKey:
    try:
        key = parse_verifier_key(text)
    except KeyRefused:
        key = None
    if key is None or key.type not in LOG_TYPES or not _is_usable(key):
        raise WitnessRefusal(
            _("Line {number} of {path} is not the verifier key of a log, or not whole.").format(
                number=number, path=path
            )
        )
    return key


def _is_usable(key: VerifierKey) -> bool:
    """Under a public key of small order anybody can make signatures."""
    return key.type != SignatureType.ED25519 or point_decode(key.public) is not None


def _checkable(keys: Mapping[str, list[VerifierKey]]) -> Logs:
    """Without `cryptography` an ML-DSA-44 line counts as that of an unknown key, if the log has an Ed25519 key as well."""
    kept = {origin: tuple(key for key in found if _can_check(key)) for origin, found in keys.items()}
    if alone := [origin for origin, found in kept.items() if not found]:
        raise WitnessRefusal(
            _(
                "{origin} signs with ML-DSA-44 only, and that cannot be checked here: install the Python package "
                "cryptography (46 or newer), or ask for the log's Ed25519 key."
            ).format(origin=alone[0])
        )
    return Logs(kept, tuple(origin for origin, found in keys.items() if len(found) > len(kept[origin])))


def _can_check(key: VerifierKey) -> bool:
    """Found out by trying: the package may be there and its build lack the algorithm."""
    try:
        signature_holds(key, bytes(2420), b"")
    except KeyRefused:
        return False
    return True
