"""Invented logs and witnesses with fixed keys, and a second, slow way to write what they sign."""

from __future__ import annotations

import struct
from base64 import b64encode
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from dodomu.engine.ledger import Signer, log_signer, witness_signer

ORIGIN = "log.example/journal"
NOW = 1_800_000_000


def ed25519(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


@cache
def ml_dsa(number: int) -> MLDSA44PrivateKey:
    return MLDSA44PrivateKey.from_seed_bytes(bytes([number]) * 32)


LOG = log_signer(ORIGIN, ed25519(1))
LOG_ML = log_signer(ORIGIN, ml_dsa(1))
WITNESSES = [witness_signer(f"witness.example/w{number}", ed25519(number)) for number in (11, 12, 13)]
WITNESS_ML = witness_signer("witness.example/w14", ml_dsa(14))


def written_line(signer: Signer, origin: str, size: int, root: bytes, time: int) -> str:
    """The signature line of a checkpoint without extension lines, written by hand from the tables of the formats."""
    kind, name, public = int(signer.key.type), signer.key.name, signer.key.public
    body = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    if kind == 1:
        blob = signer.private.sign(body.encode())
    elif kind == 4:
        blob = struct.pack(">Q", time) + signer.private.sign(f"cosignature/v1\ntime {time}\n{body}".encode())
    else:
        names = [struct.pack(">B", len(text.encode())) + text.encode() for text in (name, origin)]
        numbers = struct.pack(">QQ", 0, size)
        message = b"subtree/v1\n\x00" + names[0] + struct.pack(">Q", time) + names[1] + numbers + root
        blob = struct.pack(">Q", time) + signer.private.sign(message)
    key_id = sha256(name.encode() + bytes([10, kind]) + public).digest()[:4]
    return f"— {name} {b64encode(key_id + blob).decode()}\n"
