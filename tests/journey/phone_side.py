"""A phone as the server meets it: closes envelopes as the page does, and speaks to the neutral addresses."""

from __future__ import annotations

import base64
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

OK, DURESS, DELAY_30, HELP, ABORT = 0, 1, 4, 14, 16
"""Places in the deck: button after button, touched then held."""


def closed(point: str, client_id: UUID, code: str, at_ms: int) -> str:
    """An envelope as the page closes it."""
    home = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), base64.b64decode(point))
    mine = ec.generate_private_key(ec.SECP256R1())
    told = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    secret = HKDF(algorithm=SHA256(), length=32, salt=told, info=b"note").derive(mine.exchange(ec.ECDH(), home))
    nonce, inside = os.urandom(12), bytes.fromhex(code) + at_ms.to_bytes(8, "big")
    return base64.b64encode(b"\x01" + told + nonce + AESGCM(secret).encrypt(nonce, inside, client_id.bytes)).decode()


def in_the_open(code: str, at_ms: int) -> str:
    """What a browser without cryptography sends: as long as a closed one."""
    return base64.b64encode((b"\x00" + bytes.fromhex(code) + at_ms.to_bytes(8, "big")).ljust(118, b"\0")).decode()


@dataclass
class PhoneSide:
    """A browser on a phone. ``given`` is what it was told when it was opened."""

    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    given: dict[str, Any] = field(default_factory=dict)

    def post(self, name: str, body: Any = None, **headers: str) -> Any:
        half = {"x-half": self.given["half"]} if "half" in self.given else {}
        return self.client.post(
            f"/notes/{name}", json.dumps(body or {}), content_type="application/json", headers=half | headers
        )

    def open(self, code: str) -> Any:
        answer = self.post("open", {"code": code})
        if answer.status_code == 200 and "half" in answer.json():
            self.given = answer.json()
        return answer

    def note(self, place: int = OK, at_ms: int | None = None) -> dict[str, Any]:
        """A word, ready to be sent as often as one likes."""
        client_id, at = uuid4(), at_ms or int(time.time() * 1000)
        envelope = closed(self.given["point"], client_id, self.given["deck"][place], at)
        return {"id": str(client_id), "note": envelope, "at": int(time.time() * 1000)}

    def say(self, place: int = OK) -> Any:
        return self.post("add", self.note(place))
