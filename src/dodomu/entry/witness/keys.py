"""The key of a witness: one line in a file, in the text form of Go's `note` package, with the type of a cosignature."""

from __future__ import annotations

import os
from gettext import gettext as _
from pathlib import Path

from dodomu.engine.ledger import KeyRefused, LedgerError, PrivateKey, SignatureType, Signer, VerifierKey
from dodomu.engine.ledger.ed25519 import SEED_SIZE, PlainKey
from dodomu.engine.ledger.strict_text import read_base64, write_base64
from dodomu.entry.witness.refusals import WitnessRefusal

_PREFIX = "PRIVATE+KEY+"
_KIND = SignatureType.COSIGNATURE_ED25519
_LARGEST_FILE = 4096


def write_private(seed: bytes, key: VerifierKey) -> str:
    """The line of the key file."""
    return f"{_PREFIX}{key.name}+{key.id.hex()}+{write_base64(bytes([_KIND]) + seed)}\n"


def new_key_text(name: str) -> tuple[str, VerifierKey]:
    """A new key as its file shall hold it, and its public part.

    Raises:
        KeyRefused: the name cannot be a key name.
    """
    seed = os.urandom(SEED_SIZE)
    signer = _signer(name, seed)
    return write_private(seed, signer.key), signer.key


def read_signer(path: Path) -> Signer:
    """The witness whose key lies in this file.

    Raises:
        WitnessRefusal: there is no file, others can read it, or it holds no key of a witness.
    """
    try:
        status = path.stat()
        text = path.read_bytes()[:_LARGEST_FILE].decode("ascii")
    except FileNotFoundError:
        raise WitnessRefusal(
            _("{path} is missing: this is no folder of a witness. `dodomu witness init` makes one.").format(path=path)
        ) from None
    except UnicodeDecodeError:
        raise _damaged(path) from None
    if os.name != "nt" and status.st_mode & 0o077:
        raise WitnessRefusal(
            _(
                "Others on this machine can read the private key: run `chmod 600 {path}`. If somebody may have read it, "
                "make a new witness and tell the organisations that rely on this one."
            ).format(path=path)
        )
    return _parse(text, path)


def _parse(text: str, path: Path) -> Signer:
    name, _plus, rest = text.removeprefix(_PREFIX).rstrip("\n").partition("+")
    key_id, _plus, encoded = rest.partition("+")
    try:
        material = read_base64(encoded, "private key", KeyRefused)
        if not text.startswith(_PREFIX) or material[:1] != bytes([_KIND]):
            raise _damaged(path)
        signer = _signer(name, material[1:])
    except LedgerError:
        raise _damaged(path) from None
    if signer.key.id.hex() != key_id:
        raise _damaged(path)
    return signer


def _signer(name: str, seed: bytes) -> Signer:
    private, public = _private(seed)
    return Signer(VerifierKey(name, _KIND, public), private)


def _private(seed: bytes) -> tuple[PrivateKey, bytes]:
    """`cryptography` where it is installed: its arithmetic takes the same time for every key by design."""
    plain = PlainKey(seed, os.urandom)
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        return plain, plain.public_bytes_raw()
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return private, private.public_key().public_bytes_raw()


def _damaged(path: Path) -> WitnessRefusal:
    return WitnessRefusal(_("{path} does not hold the key of a witness, or is damaged.").format(path=path))
