"""Signing with the standard library alone: the very bytes that RFC 8032 and `cryptography` give, and nothing secret in the steps."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    Checkpoint,
    KeyRefused,
    SignatureRefused,
    SignatureType,
    Signer,
    VerifierKey,
    cosign,
    parse_checkpoint,
    sign_checkpoint,
    verify_cosignature,
)
from dodomu.engine.ledger import ed25519 as module
from dodomu.engine.ledger.ed25519 import PlainKey
from tests.engine.ledger_signers import LOG, LOG_ML, NOW, ORIGIN

# RFC 8032, section 7.1: seed, public key, message, signature.
PUBLISHED = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), PUBLISHED)
def test_the_published_signatures(seed: str, public: str, message: str, signature: str) -> None:
    key = PlainKey(bytes.fromhex(seed), random.Random(1).randbytes)
    assert key.public_bytes_raw().hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300), st.binary(min_size=32, max_size=32))
def test_the_same_bytes_as_cryptography_whatever_chance_gives(seed: bytes, message: bytes, chance: bytes) -> None:
    twin, key = Ed25519PrivateKey.from_private_bytes(seed), PlainKey(seed, lambda count: chance[:count])
    assert key.public_bytes_raw() == twin.public_key().public_bytes_raw()
    assert key.sign(message) == twin.sign(message)


@pytest.mark.parametrize("chance", [bytes, lambda count: b"\xff" * count])
def test_chance_at_its_limits_changes_nothing(chance: Callable[[int], bytes]) -> None:
    assert PlainKey(bytes(32), chance).sign(b"x") == Ed25519PrivateKey.from_private_bytes(bytes(32)).sign(b"x")


def test_every_secret_takes_equally_many_steps_through_new_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    points: list[list[module.Point]] = []
    add = module.point_add

    def watched(p: module.Point, q: module.Point) -> module.Point:
        points[-1].append(add(p, q))
        return points[-1][-1]

    monkeypatch.setattr(module, "point_add", watched)
    chance = random.Random(2).randbytes
    for seed in (bytes(32), b"\xff" * 32, bytes(32)):
        points.append([])
        PlainKey(seed, chance).public_bytes_raw()
    assert {len(steps) for steps in points} == {2 * 384}
    assert not set(points[0]) & set(points[2])


def test_a_signature_made_wrongly_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    key = PlainKey(bytes(32), bytes)
    monkeypatch.setattr(module, "ed25519_verify", lambda *_: False)
    with pytest.raises(SignatureRefused):
        key.sign(b"x")


def test_a_seed_of_another_length_is_refused_and_never_shown() -> None:
    with pytest.raises(KeyRefused):
        PlainKey(bytes(31), bytes)
    assert "seed" not in repr(PlainKey(bytes(32), bytes))


def test_checkpoints_and_cosignatures_without_cryptography(monkeypatch: pytest.MonkeyPatch) -> None:
    text, of_both = sign_checkpoint(HEAD, [LOG]), sign_checkpoint(HEAD, [LOG, LOG_ML])
    monkeypatch.setitem(sys.modules, "cryptography", None)
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    assert parse_checkpoint(text, [LOG.key]).signed_by == (LOG.key,)
    assert parse_checkpoint(of_both, [LOG.key]).signed_by == (LOG.key,)
    with pytest.raises(SignatureRefused):
        parse_checkpoint(text.replace("\n4\n", "\n5\n"), [LOG.key])
    with pytest.raises(KeyRefused):
        parse_checkpoint(of_both, [LOG_ML.key])
    line = cosign(HEAD, WITNESS, NOW)
    assert verify_cosignature(HEAD, line, WITNESS.key, NOW).timestamp == NOW


HEAD = Checkpoint(ORIGIN, 4, bytes(32))
PLAIN = PlainKey(b"w" * 32, random.Random(3).randbytes)
WITNESS = Signer(VerifierKey("witness.example/w1", SignatureType.COSIGNATURE_ED25519, PLAIN.public_bytes_raw()), PLAIN)
