"""A small journal of invented acts, and evidence bundles made from it, honest or with one thing altered."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dodomu.engine.ledger import (
    BagEntry,
    CaseHead,
    CaseHeads,
    MemoryStore,
    append,
    bagit,
    bundle_verifier,
    canonical_json,
    commitment,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    next_fields,
    root,
)

ORIGIN = "journal.example/home"
WILLOW, HERON = UUID(int=0xA1), UUID(int=0xB2)
LOG_KIND, WITNESS_KIND = 1, 4
SECRET = leaf_hash(b"secret of the map")
Steps = dict[str, tuple[str, str]]
FILES = {
    "data/letter.txt": "Лист від бабусі".encode(),
    "data/100% photo.jpg": b"\xff\xd8 not a photo",
    "data/empty": b"",
}
WITHHELD = b"a statement nobody shall read here"


@dataclass(frozen=True)
class Signer:
    """A key with its name, as notes know it."""

    name: str
    kind: int
    key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def line(self, text: bytes, at: int = 1_790_000_000) -> str:
        signature = self.key.sign(text)
        if self.kind == WITNESS_KIND:
            signature = at.to_bytes(8, "big") + self.key.sign(b"cosignature/v1\ntime %d\n" % at + text)
        return f"\u2014 {self.name} {base64.b64encode(self.id + signature).decode()}\n"


def signer(name: str, kind: int = WITNESS_KIND) -> Signer:
    """The same name has the same key in every run."""
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()))


LOG = signer(ORIGIN, LOG_KIND)
WITNESSES = tuple(signer(f"witness.example/{name}") for name in ("bar", "oak", "sea"))


def trust(needed: str = "2", log: Signer = LOG, witnesses: Sequence[Signer] = WITNESSES) -> str:
    """A trust file: this log, and `needed` of these witnesses."""
    lines = [f"log {log.vkey}", *(f"witness w{n} {one.vkey}" for n, one in enumerate(witnesses, 1))]
    names = " ".join(f"w{n}" for n in range(1, len(witnesses) + 1))
    return "\n".join([*lines, f"group all-of-them {needed} {names}", "quorum all-of-them", ""])


def note(text: bytes, *lines: str) -> bytes:
    return text + b"\n" + "".join(lines).encode()


@dataclass
class Journal:
    """Leaves, and the tree over them."""

    bodies: list[bytes] = field(default_factory=list)
    heads: dict[UUID, CaseHead] = field(default_factory=dict)
    map: CaseHeads | None = None
    store: MemoryStore = field(default_factory=MemoryStore)

    def add(self, kind: str, pid: UUID | None = None, **more: object) -> int:
        index = len(self.bodies)
        said: dict[str, object] = {"at": f"2026-03-01T09:{index:02}:00.000000Z", "commitments": [], "v": 2}
        said |= {"kind": kind, "index": index, "codes": {}} | more
        if pid:
            said |= next_fields(pid, self.heads.get(pid))
        body = canonical_json(said)
        if pid:
            seq = said["case_seq"]
            assert isinstance(seq, int)
            self.heads[pid] = CaseHead(seq, leaf_hash(body))
        self.store.add(append(self.store, index, [leaf_hash(body)]).nodes)
        self.bodies.append(body)
        return index

    def map_cases(self) -> int:
        self.map = CaseHeads(self.heads, SECRET)
        return self.add("case_heads", codes={"root": self.map.root.hex()})

    def text(self, size: int) -> bytes:
        return f"{ORIGIN}\n{size}\n{base64.b64encode(root(self.store, size)).decode()}\n".encode()

    def checkpoint(self, size: int, witnesses: Sequence[Signer] = WITNESSES[:2]) -> bytes:
        text = self.text(size)
        return note(text, LOG.line(text), *(one.line(text) for one in witnesses))


@dataclass
class Parts:
    """What goes into a bundle, as values that a test may alter before they are written."""

    journal: Journal
    entries: list[dict[str, Any]]
    case: dict[str, Any]
    disclosed: list[dict[str, Any]]
    consistency: list[dict[str, Any]]
    checkpoints: dict[str, bytes]
    payload: dict[str, bytes]
    tags: dict[str, bytes] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """Every file of the bag, manifests included: whoever tampers with a bundle makes new manifests as well."""
        tags = {
            "journal/entries.jsonl": lines(self.entries),
            "journal/disclosed.jsonl": lines(self.disclosed),
            "journal/consistency.jsonl": lines(self.consistency),
            "journal/case.json": canonical_json(self.case),
            **{f"journal/checkpoints/{name}": content for name, content in self.checkpoints.items()},
            **self.tags,
        }
        payload = entries(self.payload)
        tags |= {bagit.DECLARATION: bagit.declaration(), bagit.INFO: bagit.information(payload)}
        tags[bagit.MANIFEST] = bagit.manifest(payload)
        return {**self.payload, **tags, bagit.TAG_MANIFEST: bagit.tag_manifest(entries(tags))}


def entries(files: Mapping[str, bytes]) -> list[BagEntry]:
    return [BagEntry(path, sha256(content).hexdigest(), len(content)) for path, content in files.items()]


def lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def salt(path: str) -> bytes:
    return sha256(b"salt of " + path.encode()).digest()


def journal() -> Journal:
    """Two cases, some acts of neither, and a map of heads as the last but one leaf."""
    made = Journal()
    made.add("signed_in")
    for number, path in enumerate(FILES):
        made.add("exhibit_taken", WILLOW, commitments=[commitment(salt(path), FILES[path])])
        made.add("case_changed", HERON, codes={"step": number})
    made.add("exhibit_taken", WILLOW, commitments=[commitment(salt("withheld"), WITHHELD)])
    made.map_cases()
    made.add("signed_out")
    return made


def shown(made: Journal, index: int, size: int) -> dict[str, Any]:
    return {"body": made.bodies[index].decode(), "proof": b"".join(inclusion_proof(made.store, index, size)).hex()}


def parts(made: Journal | None = None) -> Parts:
    """An honest bundle of the case Willow, as of the newest checkpoint."""
    made = made or journal()
    size = len(made.bodies)
    said = [json.loads(body) for body in made.bodies]
    heads_at = max(one["index"] for one in said if one["kind"] == "case_heads")
    assert made.map
    proof, head = made.map.prove(WILLOW), made.map.heads[WILLOW]
    of_case = [one["index"] for one in said if one.get("case_pid") == str(WILLOW)]
    opened = dict(zip(FILES, of_case, strict=False))
    return Parts(
        journal=made,
        entries=[shown(made, index, size) for index in sorted([*of_case, heads_at])],
        case={
            "case_pid": str(WILLOW),
            "head": {"leaf": head.leaf.hex(), "seq": head.seq},
            "heads_index": heads_at,
            "proof": proof.fields(),
        },
        disclosed=[{"index": opened[path], "path": path, "salt": salt(path).hex()} for path in FILES],
        consistency=[{"new": size, "old": 4, "proof": b"".join(consistency_proof(made.store, 4, size)).hex()}],
        checkpoints={"4.txt": made.checkpoint(4), f"{size}.txt": made.checkpoint(size)},
        payload=dict(FILES),
    )


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


KEYS = trust()


@dataclass
class Desk:
    """An expert's desk: a folder with the bundle, and beside it what came another way."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def verify(self, made: Parts | Mapping[str, bytes], *options: str, keys: str | None = KEYS) -> tuple[int, Steps]:
        write(made.files() if isinstance(made, Parts) else made, self.folder / "bundle")
        given = [str(self.folder / "bundle"), *options]
        if keys is not None:
            (self.folder / "keys.txt").write_text(keys)
            given += ["--trust", str(self.folder / "keys.txt")]
        code = bundle_verifier.main(given)
        steps: Steps = {}
        for line in self.capsys.readouterr().out.splitlines():
            if line.startswith("["):
                outcome, _, rest = line[1:].partition("]")
                name, _, why = rest.strip().partition(": ")
                steps[name] = outcome.strip(), why
        return code, steps


def outcomes(steps: Steps) -> dict[str, str]:
    return {name: outcome for name, (outcome, _) in steps.items()}
