#!/usr/bin/env python3
"""verify.py: check an evidence bundle without trusting whoever made it. Python 3.8 or later, nothing else.

    python3 -I verify.py BUNDLE --trust keys.txt [--known checkpoint.txt] [--timestamp 4711-first.tsr=ok]

It reads the bundle and the files you name, writes nothing, and opens no connection. For each step it says
"proven", "not proven" (something contradicts) or "missing" (something is not there to be checked).
Exit code: 0 all is proven; 1 at least one step is not proven; 2 none is refuted, but one is missing (or a wrong call).

What to bring from elsewhere (an affidavit, the witnesses themselves), never from the bundle or from its maker alone:
  --trust      the keys, in the format of C2SP tlog-policy: lines `log VKEY`, `witness NAME VKEY`,
               `group NAME all|any|K MEMBER...`, `quorum NAME|none`; Ed25519 keys only.
  --known      a checkpoint of the same journal that you received at another time (may be repeated).
  --timestamp  what `openssl ts` said when you ran the command that this program prints: NAME=ok or NAME=failed.

What lies in a bundle (a plain folder):
  bagit.txt bag-info.txt manifest-sha256.txt tagmanifest-sha256.txt   BagIt 1.0 (RFC 8493)
  data/...                    the evidence: only files that entries of the case committed to
  journal/checkpoints/N.txt   the journal at size N: a signed note (C2SP signed-note, tlog-checkpoint, tlog-cosignature)
  journal/consistency.jsonl   {"new":N,"old":M,"proof":hex}: the journal of size M is the beginning of that of size N
  journal/entries.jsonl       {"body":"...","proof":hex}: one journal entry, the very text that was hashed, and its
                              inclusion proof (RFC 9162) in the newest checkpoint. The text is JSON with `index`, `at`,
                              `kind`, `commitments`; entries of the case also `case_pid`, `case_seq`, `prev_case_leaf`
  journal/case.json           {"case_pid":uuid,"head":{"leaf":hex,"seq":n} or null,"heads_index":i,
                              "proof":{"depth":n,"salt":hex,"siblings":hex}}: the last entry of the case, according
                              to the map of all cases whose root stands in `codes.root` of entry i (kind `case_heads`)
  journal/disclosed.jsonl     {"index":i,"path":"data/...","salt":hex}: opens a commitment of entry i with a file:
                              SHA-256(salt || SHA-256(file) || size as 8 bytes, big endian)
  journal/timestamps/N-*.tsr  RFC 3161 responses over the note text of checkpoint N (its lines before the empty line)
  anything else               sheets, descriptions, certificates: listed in the tag manifest, not evidence by themselves
A line of *.jsonl is one JSON object; hex is hexadecimal digits, several hashes one after the other. Hashes are SHA-256,
leaves of the journal SHA-256(00 || text), nodes SHA-256(01 || left || right).
"""

from __future__ import annotations

import argparse
import base64
import binascii
import calendar
import gc
import json
import os
import re
import shlex
import sys
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256, sha384, sha512
from typing import Any, Callable, Iterator, NamedTuple, Sequence, Tuple

PROVEN, NOT_PROVEN, MISSING = "proven", "not proven", "missing"
HASH, LARGEST, CLOCKS_MAY_DIFFER = 32, 2**63 - 1, 600  # bytes, any number, seconds
LOG_KEY, WITNESS_KEY, UTC = 1, 4, "%Y-%m-%d %H:%M:%S UTC"  # kinds of signature in notes; how times are shown
ANEW = re.compile(r"/[0-9]+-[0-9a-f]{4}\Z")  # ends the name of a journal begun anew; entries `journal.renewed` say why
DOES_NOT_PROVE = """What this does NOT prove:
  - that what a file or an entry says is true, or who a person in it really is;
  - when or where something happened before it was entered: an entry shows that its content existed when the first
    trusted witness or timestamp saw a checkpoint that includes it;
  - that everything that happened was entered. It shows that what was entered about this case is here, whole, or is
    counted as withheld, as of the map of cases used; that the map itself was made honestly is seen by comparing it with
    the whole journal, or with later maps;
  - what withheld items contain;
  - that the keys in your trust file are the right ones (compare them over a channel of your own), or that this program
    is the one it says it is, if your copy came with the bundle: read it, or take it from elsewhere."""


class Refused(Exception):
    """Something contradicts what the bundle claims."""


def refuse_if(found: object, why: str, kind: type[Exception] = Refused) -> None:
    if found:
        raise kind(why)


class Absent(Exception):
    """Something needed for a step is not there."""


class WrongCall(Exception):
    """The command line or the trust file cannot be used."""


# Reading: strict, and never failing otherwise than by Refused or Absent


def shown(text: object) -> str:
    """Text from the bundle, made harmless for a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in str(text))[:2000]


def whole(digits: str, fits: Callable[[str], object] = re.compile(r"-?[0-9]{1,20}\Z").match) -> int:
    refuse_if(not fits(digits), "not a whole number, or one without end")
    return int(digits)


def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    refuse_if(len(found) != len(pairs), "one key twice")
    return found


STRICT = json.JSONDecoder(object_pairs_hook=distinct, parse_int=whole, parse_float=whole, parse_constant=whole)


def read_json(text: str, what: str) -> dict[str, Any]:
    """One JSON object, without anything that two readers could take differently."""
    try:
        value = STRICT.decode(text)
    except Refused as why:
        raise Refused(f"{what}: {why}")
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Refused(f"{what}: not readable as a JSON object")
    return value


def decoded(content: bytes, what: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{what}: not UTF-8")


def lines_of(content: bytes, what: str) -> list[str]:
    *lines, rest = decoded(content, what).split("\n")
    refuse_if(rest, f"{what}: the last line has no end")
    return lines


def member(value: Any, name: str, kind: type, what: str) -> Any:
    if type(value) is not dict or type(value.get(name)) is not kind:
        raise Refused(f"{what}: `{name}` is missing or of another kind")
    return value[name]


def number(value: Any, name: str, what: str) -> int:
    found: int = member(value, name, int, what)
    refuse_if(not 0 <= found <= LARGEST, f"{what}: `{name}` lies outside 0 to 2^63-1")
    return found


def hash_from(found: Any, what: str) -> bytes:
    refuse_if(not isinstance(found, str) or len(found) != 2 * HASH, f"{what}: not 64 hexadecimal digits")
    return hashes_from(found, what)[0]


def hashes_from(found: Any, what: str) -> list[bytes]:
    """Hashes written one after the other, 64 hexadecimal digits each."""
    try:
        value = binascii.unhexlify(found)
    except (TypeError, ValueError):
        raise Refused(f"{what}: not hexadecimal digits")
    refuse_if(len(value) % HASH, f"{what}: not 64 hexadecimal digits for each hash")
    return [value[start : start + HASH] for start in range(0, len(value), HASH)]


def from_base64(text: str, what: str) -> bytes:
    try:
        value = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Refused(f"{what}: not base64")
    refuse_if(base64.b64encode(value).decode() != text, f"{what}: base64 written in another way")
    return value


# Ed25519 (RFC 8032), strictly: no scalar beyond the group order, no second encoding of a point, no point of small order

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = Tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def point_add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_decode(encoded: bytes) -> Point | None:
    """The point; None for another length, y not below P, a negative zero, off the curve, or of small order."""
    y = int.from_bytes(encoded, "little")
    negative, y = y >> 255, y & (1 << 255) - 1
    if len(encoded) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if v * x * x % P != u or (x == 0 and negative):
        return None
    x = P - x if x & 1 != negative else x
    point = eightfold = (x, y, 1, x * y % P)
    for _ in range(3):
        eightfold = point_add(eightfold, eightfold)
    return None if eightfold[0] == 0 else point


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is that of this key: s*B - k*A is R (the cofactor is not multiplied in)."""
    a, r, s = point_decode(public), point_decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    minus_a = (P - a[0], a[1], 1, P - a[3])
    table = (NEUTRAL, BASE, minus_a, point_add(BASE, minus_a))
    total = NEUTRAL
    for bit in range(ORDER.bit_length() - 1, -1, -1):
        total = point_add(total, total)
        chosen = (s >> bit & 1) | (k >> bit & 1) << 1
        if chosen:
            total = point_add(total, table[chosen])
    return (total[0] - r[0] * total[2]) % P == 0 and (total[1] - r[1] * total[2]) % P == 0


# Signed notes, checkpoints, keys, quorum (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy)


class Key(NamedTuple):
    name: str
    id: bytes
    public: bytes


class Checkpoint(NamedTuple):
    text: bytes
    origin: str
    size: int
    root: bytes
    signatures: list[tuple[str, bytes, bytes]]  # name, key id, signature


class Trust(NamedTuple):
    logs: list[Key]
    witnesses: dict[str, Key]
    groups: dict[str, tuple[int, list[str]]]  # how many are needed, of which witnesses and groups
    quorum: str


def parse_checkpoint(content: bytes, what: str) -> Checkpoint:
    note = decoded(content, what)
    if any(ord(letter) < 32 and letter != "\n" for letter in note) or note.startswith("\ufeff"):
        raise Refused(f"{what}: holds control characters or a byte order mark")
    text, gap, tail = note.rpartition("\n\n")
    refuse_if(not gap or not tail.endswith("\n"), f"{what}: not a signed note")
    lines = text.split("\n")
    refuse_if(len(lines) < 3 or not all(lines), f"{what}: a checkpoint has origin, size and root, and no empty line")
    refuse_if(not re.match(r"(0|[1-9][0-9]{0,18})\Z", lines[1]) or int(lines[1]) > LARGEST, f"{what}: no tree size")
    root = from_base64(lines[2], what)
    refuse_if(len(root) != HASH, f"{what}: the root is not 32 bytes")
    signatures = [parse_signature(line, what) for line in tail[:-1].split("\n")]
    refuse_if(len(signatures) > 100, f"{what}: more than 100 signatures")
    return Checkpoint((text + "\n").encode("utf-8"), lines[0], int(lines[1]), root, signatures)


def parse_signature(line: str, what: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    proper = len(parts) == 3 and parts[0] == "\u2014" and re.match(r"[^\s+]+\Z", parts[1])
    refuse_if(not proper, f"{what}: a malformed signature line")
    value = from_base64(parts[2], what)
    refuse_if(len(value) < 5, f"{what}: a signature without content")
    return parts[1], value[:4], value[4:]


def parse_key(text: str, kind: int) -> Key:
    name, written_id, encoded = (*text.split("+", 2), "", "")[:3]
    try:
        value = from_base64(encoded, "key")
    except Refused:
        value = b""
    key_id = sha256(name.encode("utf-8", "surrogateescape") + b"\n" + value).digest()[:4]
    if value[:1] != bytes([kind]) or written_id != key_id.hex() or point_decode(value[1:]) is None:
        raise WrongCall(f"trust file: {name} needs a well-formed Ed25519 key of type {kind}, NAME+ID+BASE64")
    return Key(name, key_id, value[1:])


def parse_trust(content: bytes) -> Trust:
    """Keys and quorum. A line uses only names of earlier lines; each name is a member of one group at most."""
    logs: list[Key] = []
    witnesses: dict[str, Key] = {}
    groups: dict[str, tuple[int, list[str]]] = {}
    grouped: list[str] = []
    quorum: list[str] = []
    for line in content.decode("utf-8", "surrogateescape").split("\n"):
        verb, *words = re.split(r"[ \t\r]+", line.strip(" \t\r"))
        is_new = len(words) > 1 and words[0] not in {"none", *witnesses, *groups}
        if not verb or verb.startswith("#"):
            continue
        if verb == "log" and len(words) in (1, 2):
            logs.append(parse_key(words[0], LOG_KEY))
        elif verb == "witness" and len(words) in (2, 3) and is_new:
            witnesses[words[0]] = parse_key(words[1], WITNESS_KEY)
        elif verb == "group" and len(words) > 2 and is_new:
            grouped += words[2:]
            needed = {"any": "1", "all": str(len(words) - 2)}.get(words[1], words[1])
            if not re.match(r"[1-9][0-9]?\Z", needed) or int(needed) > len(words) - 2:
                raise WrongCall("trust file: a group needs all, any, or a number from 1 to that of its members")
            if len(set(grouped)) != len(grouped) or not {*words[2:]} <= {*witnesses, *groups}:
                raise WrongCall("trust file: members of a group are named before, and belong to one group only")
            groups[words[0]] = int(needed), words[2:]
        elif verb == "quorum" and len(words) == 1 and not quorum and words[0] in {"none", *witnesses, *groups}:
            quorum.append(words[0])
        else:
            raise WrongCall(f"trust file: cannot read the line that begins with {verb}")
    if any(len({key.public for key in keys}) != len(keys) for keys in (logs, [*witnesses.values()])):
        raise WrongCall("trust file: one key twice; it would count twice")
    refuse_if(not logs or not quorum, "trust file: needs a log and a quorum", WrongCall)
    return Trust(logs, witnesses, groups, quorum[0])


def require_log_signature(checkpoint: Checkpoint, trust: Trust, what: str) -> None:
    signed = False
    for key in trust.logs:
        for name, key_id, signature in checkpoint.signatures:
            if (name, key_id) == (key.name, key.id) and name == checkpoint.origin:
                signed = ed25519_verify(key.public, checkpoint.text, signature)
                refuse_if(not signed, f"{what}: the signature of the journal is false")
    refuse_if(not signed, f"{what}: not signed by a journal of your trust file")


def cosigners(checkpoint: Checkpoint, trust: Trust, now: int, what: str) -> dict[str, int]:
    """Witnesses of the trust file that cosigned, with the time each stated; each counts once."""
    found: dict[str, int] = {}
    for label, key in trust.witnesses.items():
        for name, key_id, signature in checkpoint.signatures:
            if (name, key_id) == (key.name, key.id):
                stated = int.from_bytes(signature[:8], "big")
                message = f"cosignature/v1\ntime {stated}\n".encode() + checkpoint.text
                true = ed25519_verify(key.public, message, signature[8:])
                refuse_if(not true, f"{what}: the cosignature of {label} is false")
                refuse_if(stated > now + CLOCKS_MAY_DIFFER, f"{what}: the cosignature of {label} is from the future")
                found[label] = max(stated, found.get(label, 0))
    return found


def reaches(name: str, trust: Trust, found: dict[str, int]) -> bool:
    needed, members = trust.groups.get(name, (1, []))
    return name in found or sum(reaches(one, trust, found) for one in members) >= needed


# Merkle proofs (RFC 6962, RFC 9162), stricter than the pseudocode


def climb(place: int, last: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Roots of the old tree (if one is asked for) and of the new one, from a node up; nothing for a false length."""
    for sibling in proof:
        if last == 0:
            return b"", b""
        if place & 1 or place == last:
            old, new = old and sha256(b"\x01" + sibling + old).digest(), sha256(b"\x01" + sibling + new).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = sha256(b"\x01" + new + sibling).digest()
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else (b"", b"")


def require_inclusion(leaf: bytes, index: int, tree: Checkpoint, proof: Sequence[bytes], what: str) -> None:
    refuse_if(index >= tree.size, f"{what}: lies beyond the checkpoint")
    _, root = climb(index, tree.size - 1, b"", leaf, proof)
    refuse_if(root != tree.root, f"{what}: its proof does not lead to the checkpoint")


def require_consistency(old: Checkpoint, new: Checkpoint, proof: list[bytes], what: str) -> None:
    """The tree of `old` is the beginning of the tree of `new`; 1 <= old.size < new.size."""
    refuse_if(not proof, f"{what}: its proof is empty")
    path = [old.root, *proof] if old.size & (old.size - 1) == 0 else proof
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    roots = climb(place, last, path[0], path[0], path[1:])
    refuse_if(roots != (old.root, new.root), f"{what}: not the beginning of the newest; the journal was rewritten")


# The map of heads: a binary tree of depth 64 over SHA-256("place" label || pid); see the journal's documentation

DEPTH, LABEL = 64, b"dodomu/case-heads/v1/"


def require_head(pid: str, head: tuple[int, bytes] | None, proof: dict[str, Any], root: bytes) -> None:
    what = "map of cases"
    name = binascii.unhexlify(pid.replace("-", ""))
    depth, salt = number(proof, "depth", what), hash_from(proof.get("salt"), what)
    siblings = hashes_from(proof.get("siblings"), what)
    refuse_if(len(siblings) != DEPTH or depth > DEPTH or (head and depth != DEPTH), "map of cases: no proof of it")
    said = b"leaf\x00" + salt + name + head[0].to_bytes(8, "big") + head[1] if head else b"empty\x00" + salt
    running = sha256(LABEL + said).digest()
    place = int.from_bytes(sha256(LABEL + b"place\x00" + name).digest()[:8], "big") >> (DEPTH - depth)
    for sibling in siblings[DEPTH - depth :]:
        running = sha256(LABEL + b"node\x00" + (sibling + running if place & 1 else running + sibling)).digest()
        place >>= 1
    refuse_if(running != root, "the map of cases does not say this of the case")


# Timestamps (RFC 3161): only what is needed to say what was stamped and when. The signature is OpenSSL's to check

SEQUENCE, SET, INTEGER, OCTETS, OID, TIME, EXPLICIT = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18, 0xA0
IMPRINTS = {"608648016503040201": sha256, "608648016503040202": sha384, "608648016503040203": sha512}
SIGNED_DATA, TIMESTAMP_INFO = "2a864886f70d010702", "2a864886f70d0109100104"


def der(content: bytes, *tags: int) -> list[bytes]:
    """The first members of a DER sequence's content, which must have these tags."""
    found, at = [], 0
    for tag in tags:
        head = content[at : at + 2]
        size, at = head[-1] if head else 0, at + 2
        if size & 0x80:
            size, at = int.from_bytes(content[at : at + (size & 0x7F)], "big"), at + (size & 0x7F)
        refuse_if(len(head) != 2 or head[0] != tag or len(content) < at + size, "cannot be read as a timestamp")
        found.append(content[at : at + size])
        at += size
    return found


def read_timestamp(response: bytes) -> tuple[str, bytes, int]:
    """Hash algorithm (hexadecimal OID), what was stamped, and when in seconds since 1970."""
    status, token = der(der(response, SEQUENCE)[0], SEQUENCE, SEQUENCE)
    refuse_if(der(status, INTEGER)[0] not in (b"\x00", b"\x01"), "the authority refused to stamp")
    kind, wrapped = der(token, OID, EXPLICIT)
    _, _, inner = der(der(wrapped, SEQUENCE)[0], INTEGER, SET, SEQUENCE)
    content_kind, octets = der(inner, OID, EXPLICIT)
    refuse_if((kind.hex(), content_kind.hex()) != (SIGNED_DATA, TIMESTAMP_INFO), "cannot be read as a timestamp")
    info = der(der(octets, OCTETS)[0], SEQUENCE)[0]
    _, _, imprint, _, stamped_at = der(info, INTEGER, OID, SEQUENCE, INTEGER, TIME)
    algorithm, digest = der(imprint, SEQUENCE, OCTETS)
    moment = re.match(rb"((?:19[7-9]|[2-9][0-9]{2})[0-9]{11})(\.[0-9]+)?Z\Z", stamped_at)
    try:
        seconds = calendar.timegm(time.strptime(moment.group(1).decode() if moment else "", "%Y%m%d%H%M%S"))
    except ValueError:
        raise Refused("cannot be read as a timestamp: no time")
    return der(algorithm, OID)[0].hex(), digest, seconds


# The folder (BagIt 1.0, RFC 8493)

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class File(NamedTuple):
    place: str
    digest: str
    size: int


def files_below(folder: str, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in os.scandir(folder):
        path = prefix + entry.name
        refuse_if(entry.is_symlink(), f"{path}: a link, which could lead out of the bundle")
        if entry.is_dir():
            yield from files_below(entry.path, path + "/")
        else:
            refuse_if(not entry.is_file(), f"{path}: neither file nor folder")
            yield path, entry.path


def hash_file(place: str) -> File:
    digest, size = sha256(), 0
    with open(place, "rb", buffering=0) as stream:
        while piece := stream.read(1 << 17):
            digest.update(piece)
            size += len(piece)
    return File(place, digest.hexdigest(), size)


def parse_manifest(content: bytes, what: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines_of(content, what):
        entry = re.match(r"([0-9a-f]{64})[ \t]+(.+)\Z", line)
        if not entry or re.search("%(?!25|0[Aa]|0[Dd])", entry.group(2)):
            raise Refused(f"{what}: a malformed line")
        path = re.sub("%(25|0[Aa]|0[Dd])", lambda m: chr(int(m.group(1), 16)), entry.group(2))
        leads_out = {"", ".", ".."} & set(path.split("/")) or path[0] == "~" or re.search(r"[\\:\x00]", path)
        refuse_if(path in found or leads_out, f"{what}: a path twice, or one that leads out of the bundle")
        found[path] = entry.group(1)
    return found


# The steps
class Entry(NamedTuple):
    place: int
    said: dict[str, Any]
    leaf: bytes


class Verification:
    """One run: the steps in order, each building on those before it."""

    def __init__(self, folder: str, trust: Trust | None, known: list[bytes], results: dict[str, str], now: int) -> None:
        self.folder, self.trust, self.known, self.results, self.now = folder, trust, known, results, now
        self.steps: list[tuple[str, str, str]] = []
        self.commands: list[str] = []
        self.files: dict[str, File] = {}
        self.checkpoints: dict[int, Checkpoint] = {}
        self.entries: dict[int, Entry] = {}
        self.chain: list[Entry] = []
        self.vouched = False

    def run(self) -> None:
        self.step("files", self.check_files)
        self.step("checkpoints", self.check_checkpoints)
        self.step("witnesses", self.check_witnesses)
        if len(self.checkpoints) + len(self.known) > 1:
            self.step("earlier checkpoints", self.check_consistency)
        self.step("journal entries", self.check_entries)
        if any(ANEW.search(one.origin) for one in self.checkpoints.values()):
            self.step("begun anew", self.check_begun)
        self.step("chain of the case", self.check_chain)
        self.step("nothing left out", self.check_whole)
        self.step("evidence files", self.check_commitments)
        tokens = [path for path in sorted(self.files) if re.match(r"journal/timestamps/(?s:.*)\.tsr\Z", path)]
        for path in tokens:
            self.step("timestamp " + path[len("journal/timestamps/") :], self.check_timestamp, path)
        if not tokens:
            self.steps.append((MISSING, "timestamps", "the bundle holds none"))

    def step(self, name: str, check: Callable[..., str], *given: str) -> None:
        try:
            outcome, why = PROVEN, check(*given)
        except Refused as error:
            outcome, why = NOT_PROVEN, str(error)
        except Absent as error:
            outcome, why = MISSING, str(error)
        except OSError:
            outcome, why = NOT_PROVEN, "a file cannot be read any more"
        if outcome == PROVEN and name != "files" and not self.vouched:
            outcome, why = MISSING, f"fits together, but the checkpoints it rests on are not proven: {why}"
        self.steps.append((outcome, name, why))

    def read(self, path: str) -> bytes:
        refuse_if(path not in self.files, f"{path} is not in the bundle", Absent)
        with open(self.files[path].place, "rb") as stream:
            content = stream.read()
        refuse_if(sha256(content).hexdigest() != self.files[path].digest, f"{path}: changed while it was read")
        return content

    def objects(self, path: str) -> Iterator[tuple[dict[str, Any], str]]:
        for count, line in enumerate(lines_of(self.read(path), path), 1):
            yield read_json(line, f"{path} line {count}"), f"{path} line {count}"

    def newest(self) -> Checkpoint:
        refuse_if(not self.checkpoints, "no readable checkpoint in journal/checkpoints", Absent)
        return self.checkpoints[max(self.checkpoints)]

    def check_files(self) -> str:
        try:
            found = list(files_below(self.folder))
            with ThreadPoolExecutor(2) as pool:  # two at once: Python lets others work while it hashes
                halves = pool.map(lambda half: {path: hash_file(at) for path, at in half}, (found[::2], found[1::2]))
            self.files = {path: file for half in halves for path, file in half.items()}
        except (OSError, RecursionError):
            raise Refused("a file or folder cannot be read")
        declared = self.read("bagit.txt") == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        refuse_if(not declared, "bagit.txt does not declare BagIt 1.0 in UTF-8")
        payload = parse_manifest(self.read(MANIFEST), MANIFEST)
        tags = parse_manifest(self.read(TAG_MANIFEST), TAG_MANIFEST)
        misplaced = [path for path in (*payload, *tags) if path.startswith("data/") != (path in payload)]
        refuse_if(misplaced, "a file is listed in the wrong manifest")
        for path, digest in {**tags, **payload}.items():
            refuse_if(path not in self.files, f"{path}: listed, but not there")
            refuse_if(self.files[path].digest != digest, f"{path}: not the file that was listed")
        surplus = sorted(set(self.files) - {TAG_MANIFEST, *tags, *payload})
        refuse_if(surplus, f"{', '.join(surplus[:1])}: there, but not listed")
        folded = {unicodedata.normalize("NFKC", path).casefold() for path in self.files}
        refuse_if(len(folded) != len(self.files), "two files have names that are one on some systems")
        stated = re.findall(r"^Payload-Oxum: (.*)$", decoded(self.read("bag-info.txt"), "bag-info.txt"), re.MULTILINE)
        size = sum(self.files[path].size for path in payload)
        refuse_if(stated != [f"{size}.{len(payload)}"], "bag-info.txt states another size than the files have")
        return f"{len(self.files)} files are those the manifests list, which by itself anyone can achieve"

    def check_checkpoints(self) -> str:
        for path in sorted(self.files):
            if path.startswith("journal/checkpoints/"):
                found = parse_checkpoint(self.read(path), path)
                named = f"journal/checkpoints/{found.size or 'none'}.txt"
                refuse_if(path != named, f"{path}: is empty, or not named by its size")
                self.checkpoints[found.size] = found
        newest = self.newest()
        refuse_if(len({one.origin for one in self.checkpoints.values()}) > 1, "checkpoints of different journals")
        if self.trust is None:
            raise Absent("no keys from outside were given (--trust); keys in the bundle prove nothing")
        for one in self.checkpoints.values():
            require_log_signature(one, self.trust, f"checkpoint {one.size}")
        self.vouched = True
        return f"signed by {newest.origin}; the newest counts {newest.size} entries"

    def check_witnesses(self) -> str:
        newest = self.newest()
        if self.trust is None:
            raise Absent("no keys from outside were given (--trust)")
        found = cosigners(newest, self.trust, self.now, f"checkpoint {newest.size}")
        listed = (
            ", ".join(f"{name} at {time.strftime(UTC, time.gmtime(found[name]))}" for name in sorted(found)) or "none"
        )
        if self.trust.quorum == "none":
            raise Absent("your trust file asks for no witness, so a second version of the journal is not ruled out")
        if not reaches(self.trust.quorum, self.trust, found):
            raise Absent(f"the quorum is not reached; cosigned by: {listed}")
        return f"quorum {self.trust.quorum} reached; cosigned by: {listed}"

    def check_consistency(self) -> str:
        newest, older, what = self.newest(), dict(self.checkpoints), "the checkpoint you hold"
        for content in self.known:
            held = parse_checkpoint(content, what)
            if held.origin != newest.origin and ANEW.sub("", held.origin) == ANEW.sub("", newest.origin):
                raise Absent(f"{what} is of {held.origin}; the journal was begun anew as {newest.origin}")
            if self.trust is not None:
                require_log_signature(held, self.trust, what)
            refuse_if(held.origin != newest.origin, f"{what} is of another journal")
            refuse_if(held.size < 1, f"{what} is that of an empty journal, which proves nothing")
            refuse_if(held.size > newest.size, f"{what} counts {held.size} entries, more than any here")
            forked = older.setdefault(held.size, held).root != held.root
            refuse_if(forked, f"two versions of the journal: at size {held.size} yours has another root")
        proofs: dict[tuple[int, int], list[bytes]] = {}
        path = "journal/consistency.jsonl"
        for line, what in self.objects(path) if path in self.files else ():
            proofs[number(line, "old", what), number(line, "new", what)] = hashes_from(line.get("proof"), what)
        del older[newest.size]
        for size in sorted(older):
            if (size, newest.size) not in proofs:
                raise Absent(f"no proof that the journal of size {size} is the beginning of the newest")
            require_consistency(older[size], newest, proofs[size, newest.size], f"checkpoint {size}")
        return f"{len(older)} earlier checkpoint(s) are the beginning of the newest"

    def check_entries(self) -> str:
        newest = self.newest()
        for line, what in self.objects("journal/entries.jsonl"):
            body = member(line, "body", str, what).encode("utf-8", "surrogatepass")
            said = read_json(decoded(body, what), what)
            entry = Entry(number(said, "index", what), said, sha256(b"\x00" + body).digest())
            refuse_if(entry.place in self.entries, f"{what}: an entry shown twice")
            proof = hashes_from(line.get("proof"), what)
            require_inclusion(entry.leaf, entry.place, newest, proof, f"entry {entry.place}")
            self.entries[entry.place] = entry
        refuse_if(not self.entries, "no entries are shown", Absent)
        return f"{len(self.entries)} entries stand in the journal of size {newest.size}"

    def check_begun(self) -> str:
        name, told, lost = ANEW.sub("", self.newest().origin), "", False
        begun = [one for _, one in sorted(self.entries.items()) if one.said.get("kind") == "journal.renewed"]
        for place, said, _ in begun:
            before, what, codes = name, f"entry {place}", member(said, "codes", dict, f"entry {place}")
            refuse_if(codes.get("log_before") != before, f"{what}: begins a journal anew that is not {before}")
            name, gone = member(codes, "log_begun", str, what), codes.get("entries_missing", "an unknown number")
            told += f"; {what} begins {name} in place of {before}: of {codes.get('known_size', '?')} entries {gone} are lost"
            lost = lost or gone != 0
        refuse_if(told and name != self.newest().origin, f"the newest checkpoint is not of {name}, begun last")
        if lost or not told:
            raise Absent("the journal is proven under its newest name only" + (told or "; how it began is not here"))
        return f"the journal goes on under another name, with nothing missing{told}"

    def case(self) -> dict[str, Any]:
        case = read_json(decoded(self.read("journal/case.json"), "case.json"), "case.json")
        proper = re.match(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", member(case, "case_pid", str, "case.json"))
        refuse_if(not proper, "case.json: `case_pid` is no UUID in small letters")
        return case

    def check_chain(self) -> str:
        pid, previous = self.case()["case_pid"], None
        chain = [entry for _, entry in sorted(self.entries.items()) if "case_pid" in entry.said]
        for expected, one in enumerate(chain):
            what = f"entry {one.place}"
            refuse_if(one.said["case_pid"] != pid, f"{what}: of another case")
            seq, before = number(one.said, "case_seq", what), one.said.get("prev_case_leaf", "")
            refuse_if(seq > expected, f"number {expected} of the case is left out before {what}")
            refuse_if(seq < expected, f"{what}: number {seq} of the case where {expected} belongs")
            before = None if before is None else hash_from(before, what)
            refuse_if(before != previous, f"{what}: names another entry of the case before it")
            previous = one.leaf
        refuse_if(not chain, "no proven entry of the case", Absent)
        self.chain = chain
        return f"{len(chain)} entries of the case, numbered without a gap, each naming the one before"

    def check_whole(self) -> str:
        case, file = self.case(), "case.json"
        at, proof = number(case, "heads_index", file), member(case, "proof", dict, file)
        if at not in self.entries or not self.chain:
            raise Absent("the chain of the case, or the entry with the map of cases, is not among the proven entries")
        what, entry = f"entry {at}", self.entries[at].said
        refuse_if(entry.get("kind") != "case_heads", f"{what}: no map of cases")
        root = hash_from(member(entry, "codes", dict, what).get("root"), what)
        told = case.get("head", "")
        head = None if told is None else (number(told, "seq", file), hash_from(member(told, "leaf", str, file), file))
        require_head(case["case_pid"], head, proof, root)
        covered = [one for one in self.chain if one.place < at]
        count, later = (head[0] + 1 if head else 0), len(self.chain) - len(covered)
        refuse_if(len(covered) < count, f"left out: {count - len(covered)} of {count} entries of the case")
        refuse_if(len(covered) > count, "the map of cases lacks entries of the case that stand before it")
        refuse_if(head and covered[-1].leaf != head[1], "the map of cases names another last entry of the case")
        up_to = f"all {count} entries of the case up to entry {at} ({entry.get('at', 'no time')}) are here"
        refuse_if(later, f"{up_to}; {later} came after that map of cases, and whether others did is not shown", Absent)
        return f"{up_to}; of the {self.newest().size - at - 1} entries of the journal after it this says nothing"

    def check_commitments(self) -> str:
        refuse_if(not self.chain, "the chain of the case is not proven", Absent)
        what = "`commitments` of an entry"
        listed = [(one.place, member(one.said, "commitments", list, what)) for one in self.chain]
        committed = {(place, hash_from(text, what).hex()) for place, texts in listed for text in texts}
        opened, tied, path = set(), set(), "journal/disclosed.jsonl"
        for line, what in self.objects(path) if path in self.files else ():
            index, name = number(line, "index", what), member(line, "path", str, what)
            refuse_if(name not in self.files or not name.startswith("data/"), f"{name}: disclosed, but not there")
            _, digest, size = self.files[name]
            salted = hash_from(line.get("salt"), what) + binascii.unhexlify(digest) + size.to_bytes(8, "big")
            commitment = index, sha256(salted).hexdigest()
            refuse_if(commitment not in committed, f"{name}: not what entry {index} of the case committed to")
            opened.add(commitment)
            tied.add(name)
        for name in sorted(self.files):
            loose = name.startswith("data/") and name not in tied
            refuse_if(loose, f"{name}: no proven entry of the case committed to it")
        withheld = f"{len(committed) - len(opened)} of {len(committed)} commitments"
        return f"{len(tied)} files are what the entries committed to; withheld, and countable: {withheld}"

    def check_timestamp(self, path: str) -> str:
        name = path.rpartition("/")[2]
        size = re.match(r"([1-9][0-9]{0,18})-", name)
        checkpoint = self.checkpoints.get(int(size.group(1))) if size else None
        if checkpoint is None:
            raise Absent("no checkpoint of that size is in the bundle")
        algorithm, digest, seconds = read_timestamp(self.read(path))
        refuse_if(algorithm not in IMPRINTS, "stamped with a weak or unknown hash")
        refuse_if(IMPRINTS[algorithm](checkpoint.text).digest() != digest, "stamps something else than this checkpoint")
        command = f"openssl ts -verify -digest {digest.hex()} -in {shlex.quote(self.files[path].place)}"
        when = time.strftime(UTC, time.gmtime(seconds))
        self.commands.append(f"{command} -CAfile TSA-ROOTS.pem -attime {seconds}")
        refuse_if(self.results.get(name) == "failed", "you report that openssl refused it")
        if self.results.get(name) != "ok":
            raise Absent(f"stamps the checkpoint at {when} if openssl confirms it: run the command below")
        return f"checkpoint {checkpoint.size} existed at {when} (openssl's answer as you reported it)"


def read_outside(path: str, folder: str) -> bytes:
    real, inside = (os.path.normcase(os.path.realpath(one)) for one in (path, folder))
    if real.startswith(os.path.join(inside, "")):
        raise WrongCall(f"{path} lies in the bundle: what is to be checked cannot vouch for itself")
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        raise WrongCall(f"{path} cannot be read")


def report(run: Verification, notes: Sequence[str]) -> int:
    for outcome, name, why in run.steps:
        print(f"[{outcome:10}] {shown(name)}: {shown(why)}")
    print("".join(f"\nNOTE: {shown(note)}\n" for note in notes), end="")
    if run.commands:
        told = "\nRun, with roots of the authorities from elsewhere; say the answers with --timestamp NAME=ok|failed:"
        print(told, *map(shown, run.commands), sep="\n  ")
    print("\n" + DOES_NOT_PROVE)
    outcomes = [outcome for outcome, _, _ in run.steps]
    code = 1 if NOT_PROVEN in outcomes else 2 if MISSING in outcomes else 0
    counts = ", ".join(f"{outcomes.count(kind)} {kind}" for kind in (PROVEN, NOT_PROVEN, MISSING))
    print(f"\nRESULT: {('all proven', 'NOT PROVEN', 'not refuted, but something is missing')[code]} ({counts})")
    return code


def main(given: Sequence[str] | None = None) -> int:
    """Check one bundle, print what was found, return the exit code."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Check an evidence bundle; see the file's head.")
    parser.add_argument("bundle", help="folder of the bundle")
    parser.add_argument("--trust", help="keys and quorum, from outside the bundle (C2SP tlog-policy)")
    parser.add_argument("--known", action="append", default=[], help="a checkpoint you already hold")
    parser.add_argument("--timestamp", action="append", default=[], help="NAME.tsr=ok or NAME.tsr=failed")
    options = parser.parse_args(given)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    results = dict(one.rpartition("=")[::2] for one in options.timestamp)
    try:
        if not os.path.isdir(options.bundle) or not set(results.values()) <= {"ok", "failed"}:
            raise WrongCall("give the folder of a bundle; --timestamp takes NAME=ok or NAME=failed")
        trusted = read_outside(options.trust, options.bundle) if options.trust else None
        trust = None if trusted is None else parse_trust(trusted)
        known = [read_outside(path, options.bundle) for path in options.known]
    except WrongCall as why:
        parser.error(shown(why))
    run = Verification(options.bundle, trust, known, results, calendar.timegm(time.gmtime()))
    run.run()
    notes = [f"--timestamp {name}: no such file" for name in results if f"journal/timestamps/{name}" not in run.files]
    if trusted is not None and sha256(trusted).hexdigest() in {file.digest for file in run.files.values()}:
        notes.append("your trust file is also in the bundle, byte for byte. Make sure that yours came another way.")
    return report(run, notes)


if __name__ == "__main__":
    gc.disable()  # nothing here dies in circles, and to look for them takes a quarter of the time
    sys.exit(main())
