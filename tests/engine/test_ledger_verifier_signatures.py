"""The verifier's own Ed25519 against OpenSSL's, and against signatures that a lenient check lets through."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import bundle_verifier as verifier
from tests.engine.ledger_bundles import LOG, LOG_KIND, WITNESSES, signer, trust

ORDER = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19
# The eight points of order 1, 2, 4 and 8, and the second encodings of those that have one.
SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


def openssl_accepts(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_every_honest_signature_is_accepted(seed: bytes, message: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    assert verifier.ed25519_verify(key.public_key().public_bytes_raw(), message, key.sign(message))


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 8 * 96 - 1))
def test_one_flipped_bit_is_refused_by_both(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    whole = key.public_key().public_bytes_raw() + key.sign(message)
    altered = (int.from_bytes(whole, "big") ^ 1 << bit).to_bytes(96, "big")
    assert not verifier.ed25519_verify(altered[:32], message, altered[32:])
    assert not openssl_accepts(altered[:32], message, altered[32:])


@settings(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64), st.binary(max_size=20))
def test_nothing_is_accepted_that_openssl_refuses(public: bytes, signature: bytes, message: bytes) -> None:
    assert not verifier.ed25519_verify(public, message, signature) or openssl_accepts(public, message, signature)


def test_the_first_vector_of_the_rfc() -> None:
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert verifier.ed25519_verify(public, b"", signature)
    assert not verifier.ed25519_verify(public, b"x", signature)


@pytest.mark.parametrize("times", [1, 2, 15])
def test_a_scalar_beyond_the_order_is_refused(times: int) -> None:
    signature = LOG.key.sign(b"text")
    scalar = int.from_bytes(signature[32:], "little") + times * ORDER
    assert not verifier.ed25519_verify(LOG.public, b"text", signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("point", SMALL)
def test_points_of_small_order_are_refused_as_key_and_as_commitment(point: str) -> None:
    small = bytes.fromhex(point)
    for other in SMALL:
        # With such a key the equation holds for many messages: anyone could have signed.
        assert not any(verifier.ed25519_verify(small, b"%d" % n, bytes.fromhex(other) + bytes(32)) for n in range(4))
    assert not verifier.ed25519_verify(LOG.public, b"text", small + LOG.key.sign(b"text")[32:])
    assert verifier.point_decode(small) is None


def test_the_list_of_small_points_would_fool_a_lenient_check() -> None:
    accepted = [
        point
        for point in SMALL
        if any(openssl_accepts(bytes.fromhex(point), b"%d" % n, bytes.fromhex(SMALL[0]) + bytes(32)) for n in range(16))
    ]
    assert accepted, "OpenSSL accepts some of them, so refusing them is more than it does"


@pytest.mark.parametrize("y", [P, P + 3, P + 4, P + 18, 2**255 - 1])
def test_second_encodings_are_refused(y: int) -> None:
    for sign in (0, 1 << 255):
        assert verifier.point_decode((y | sign).to_bytes(32, "little")) is None


@pytest.mark.parametrize("size", [0, 1, 31, 33, 63, 65, 96])
def test_other_lengths_are_refused(size: int) -> None:
    assert not verifier.ed25519_verify(LOG.public, b"text", bytes(size))
    assert not verifier.ed25519_verify(bytes(size), b"text", LOG.key.sign(b"text"))
    assert not verifier.ed25519_verify(LOG.public + b"\0", b"text", LOG.key.sign(b"text"))


def test_a_trust_file_is_read_as_written() -> None:
    found = verifier.parse_trust(trust().encode())
    assert [key.public for key in found.logs] == [LOG.public]
    assert found.groups == {"all-of-them": (2, ["w1", "w2", "w3"])}
    assert found.quorum == "all-of-them"


def test_groups_of_groups_are_counted() -> None:
    keys = "".join(f"witness {n} {one.vkey} https://w.example/\n" for n, one in enumerate(WITNESSES))
    rules = f"# a comment\n\n\tlog {LOG.vkey}\n{keys}group g any 0 1\ngroup both all g 2\nquorum both\n"
    found = verifier.parse_trust(rules.encode())
    assert verifier.reaches("both", found, {"1": 1, "2": 1})
    assert not verifier.reaches("both", found, {"0": 1, "1": 1})


W = f"witness w {WITNESSES[0].vkey}\n"
ALTERED = base64.b64encode(bytes([LOG_KIND]) + bytes(31) + b"\x01").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quorum none\n",
        f"log {LOG.vkey}\n",
        f"log {LOG.vkey}\nquorum nobody\n",
        f"log {LOG.vkey}\nquorum none\nquorum none\n",
        f"log {LOG.vkey}\nlog {LOG.vkey}\nquorum none\n",
        f"log {WITNESSES[0].vkey}\nquorum none\n",
        f"log {LOG.vkey}\nwitness w {LOG.vkey}\nquorum w\n",
        f"log {LOG.vkey}\n{W}{W}quorum w\n",
        f"log {LOG.vkey}\n{W}witness v {WITNESSES[0].vkey}\nquorum w\n",
        f"log {LOG.vkey}\n{W}witness v {signer('other.example').vkey}\ngroup g 0 w v\nquorum g\n",
        f"log {LOG.vkey}\n{W}group g 2 w\nquorum g\n",
        f"log {LOG.vkey}\n{W}group g 2 w w\nquorum g\n",
        f"log {LOG.vkey}\n{W}group g any w\ngroup h any w\nquorum h\n",
        f"log {LOG.vkey}\ngroup g any w\n{W}quorum g\n",
        f"log {LOG.vkey}\n{W}group g any g\nquorum g\n",
        f"log {LOG.vkey}\nwitness none {WITNESSES[0].vkey}\nquorum none\n",
        f"log {LOG.vkey[:-4]}\nquorum none\n",
        f"log {LOG.name}+00000000+{LOG.vkey.split('+', 2)[2]}\nquorum none\n",
        f"log {LOG.name}+{LOG.id.hex()}+{ALTERED}\nquorum none\n",
        f"logs {LOG.vkey}\nquorum none\n",
    ],
)
def test_a_trust_file_that_says_nothing_sure_is_refused(text: str) -> None:
    with pytest.raises(verifier.WrongCall):
        verifier.parse_trust(text.encode())


@settings(max_examples=60)
@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_trust_file_is_read_or_refused(content: bytes) -> None:
    with pytest.raises(verifier.WrongCall):
        verifier.parse_trust(content)


@settings(max_examples=100)
@given(st.binary(max_size=80) | st.lists(st.text(max_size=9), max_size=8).map(lambda one: "\n".join(one).encode()))
def test_any_note_is_read_or_refused(content: bytes) -> None:
    try:
        found = verifier.parse_checkpoint(content, "note")
    except verifier.Refused:
        return
    assert found.signatures
