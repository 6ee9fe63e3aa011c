"""A log and a client of the witness protocol, written a second time: slow, obvious, from the published formats alone.

Nothing here uses the ledger engine. Hashes and proofs follow the recursive definitions of RFC 6962, section 2.1; notes,
checkpoints, cosignatures and requests the tables of C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-witness.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ROOT = Path(__file__).resolve().parent.parent.parent


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = largest_power_below(len(leaves))
    return sha256(b"\1" + tree_hash(leaves[:half]) + tree_hash(leaves[half:])).digest()


def consistency(old: int, leaves: list[bytes]) -> list[bytes]:
    """PROOF of RFC 6962."""
    return subproof(old, leaves, whole=True) if 0 < old <= len(leaves) else []


def subproof(old: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962."""
    if old == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    half = largest_power_below(len(leaves))
    if old <= half:
        return [*subproof(old, leaves[:half], whole=whole), tree_hash(leaves[half:])]
    return [*subproof(old - half, leaves[half:], whole=False), tree_hash(leaves[:half])]


def largest_power_below(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def base64(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass
class Log:
    """A log with two histories: the leaves it shows everybody, and others that it keeps for a fork."""

    origin: str
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate, repr=False)

    @property
    def vkey(self) -> str:
        public = self.private.public_key().public_bytes_raw()
        return f"{self.origin}+{key_id(self.origin, 1, public).hex()}+{base64(bytes([1]) + public)}"

    def leaves(self, count: int, *, fork: bool = False) -> list[bytes]:
        return [(b"other " if fork else b"entry ") + str(number).encode() for number in range(count)]

    def text(self, size: int, *, fork: bool = False) -> str:
        return f"{self.origin}\n{size}\n{base64(tree_hash(self.leaves(size, fork=fork)))}\n"

    def signed(self, text: str) -> str:
        public = self.private.public_key().public_bytes_raw()
        signature = key_id(self.origin, 1, public) + self.private.sign(text.encode())
        return f"{text}\n— {self.origin} {base64(signature)}\n"

    def request(self, old: int, new: int, *, fork: bool = False, proof: list[bytes] | None = None) -> bytes:
        hashes = consistency(old, self.leaves(new, fork=fork)) if proof is None else proof
        lines = [f"old {old}", *map(base64, hashes), "", self.signed(self.text(new, fork=fork))]
        return "\n".join(lines).encode()


@dataclass(frozen=True)
class Got:
    status: int
    kind: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


def cosigned_at(got: Got, vkey: str, text: str) -> int:
    """The time of the one cosignature in the answer, after checking it as any client of the format would."""
    name, written_id, material = vkey.split("+", 2)
    public = b64decode(material, validate=True)
    assert (got.status, public[0], key_id(name, 4, public[1:]).hex()) == (200, 4, written_id)
    dash, signer, encoded = got.body.removesuffix("\n").split(" ")
    assert (dash, signer, got.body.count("\n")) == ("—", name, 1)
    blob = b64decode(encoded, validate=True)
    assert blob[:4].hex() == written_id
    (time,) = struct.unpack(">Q", blob[4:12])
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(blob[12:], message)
    return int(time)


@dataclass
class Running:
    """A witness that runs as a partner runs it: Python alone, without anything that was ever installed."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    @property
    def vkey(self) -> str:
        return run("show", str(self.folder)).stdout.split("\n", 1)[0]

    def post(self, body: bytes) -> Got:
        return call(self.port, "POST", "/add-checkpoint", body)


def bare(*arguments: str) -> list[str]:
    """``-S`` hides every installed package."""
    return [sys.executable, "-S", "-m", "dodomu.entry.witness", "--lang", "en", *arguments]


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "src"), "LANGUAGE": "en"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(bare(*arguments), env=environment(), capture_output=True, text=True, check=False, timeout=60)


def start(folder: Path) -> Running:
    process = subprocess.Popen(
        bare("serve", str(folder), "--port", "0"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    told = ""
    for line in process.stdout:
        told += line
        if " answers at http://" in line:
            return Running(folder, int(line.split("http://", 1)[1].split("/")[0].rsplit(":", 1)[1]), process)
    raise AssertionError(told)


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    witness = start(folder)
    try:
        yield witness
    finally:
        witness.process.kill()
        witness.process.communicate()


def made(folder: Path, *logs: Log, name: str = "example.org/w1") -> Path:
    """A witness made by its own command, following these logs."""
    done = run("init", str(folder), "--name", name)
    assert done.returncode == 0, done.stderr
    with (folder / "logs.txt").open("a", encoding="utf-8") as file:
        file.write("".join(log.vkey + "\n" for log in logs))
    return folder


def call(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> Got:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        return Got(answer.status, answer.headers["Content-Type"], text, dict(answer.headers))
    finally:
        connection.close()
