"""The `openssl` command as the second implementation: it issues and we verify, we issue and it verifies."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dodomu.engine.ledger.timestamps import (
    ImprintMismatch,
    NonceMismatch,
    NotGranted,
    NotTrusted,
    OutsideValidity,
    PurposeRefused,
    SignatureWrong,
    SignerMismatch,
    Stamped,
    TimestampError,
    parse_token,
    timestamp_request,
    token_of,
    verify_timestamp,
)
from tests.engine.openssl_authority import issued, openssl
from tests.engine.timestamp_authority import (
    HERON,
    IMPRINT,
    MIDDLE,
    NONCE,
    ROOT,
    WILLOW_ROOT,
    Holder,
    Stamp,
    answer,
    ca,
    curve_key,
    directory_name,
    heron,
    issue,
    named_by_hash,
    rsa_key,
)

AT = int(datetime(2026, 3, 5, 7, 8, 9, tzinfo=UTC).timestamp())


def verdict(
    folder: Path, made: bytes, request: bytes, root: Holder = ROOT, *, others: tuple[Holder, ...] = (), at: int = AT
) -> str:
    """What `openssl ts -verify -attime` says of an answer."""
    for name, content in (("made", made), ("request", request), ("root", root.pem)):
        (folder / name).write_bytes(content)
    (folder / "others").write_bytes(b"".join(one.pem for one in others))
    more = ["-untrusted", folder / "others"] if others else []
    files = ["-in", folder / "made", "-queryfile", folder / "request", "-CAfile", folder / "root"]
    done = openssl("ts", "-verify", *files, *more, "-attime", str(at))
    return "ok" if done.returncode == 0 else done.stdout + done.stderr


def verified(made: bytes, root: Holder = ROOT, imprint: bytes = IMPRINT, name: str = "sha256") -> Stamped:
    return verify_timestamp(made, imprint, name, NONCE, [root.der])


@pytest.mark.parametrize("chain", ["yes", "no"])
@pytest.mark.parametrize("named", ["sha1", "sha256", "sha512"])
def test_two_certificates_by_openssl_pass(tmp_path: Path, chain: str, named: str) -> None:
    made = issued(tmp_path, timestamp_request(IMPRINT, NONCE), chain=chain, named=named)
    stamped = verified(made)
    assert stamped.chain == (HERON.der, MIDDLE.der, ROOT.der)
    assert stamped.accuracy is not None
    assert verify_timestamp(token_of(made), IMPRINT, "sha256", NONCE, [ROOT.der]) == stamped


def test_openssl_sends_a_set_that_is_not_sorted(tmp_path: Path) -> None:
    """Why the order may not matter to us: of these two orders one is not that of DER, and both must pass."""
    request, orders = timestamp_request(IMPRINT, NONCE), []
    for sent in ((MIDDLE, ROOT), (ROOT, MIDDLE)):
        made = issued(tmp_path, request, sent=sent)
        certificates = list(parse_token(token_of(made)).certificates)
        orders.append(certificates == sorted(certificates))
        assert len(certificates) == 3
        assert verified(made).imprint == IMPRINT
    assert not all(orders)


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("kind", ["rsa", "curve"])
def test_one_certificate_by_openssl_passes(tmp_path: Path, kind: str, digest: str) -> None:
    key: Any = rsa_key() if kind == "rsa" else curve_key(11)
    tsa = issue("Reed Time", key, ROOT)
    imprint = hashlib.new(digest, b"checkpoint").digest()
    made = issued(tmp_path, timestamp_request(imprint, NONCE, algorithm=digest), tsa, (), digest=digest)
    assert verified(made, imprint=imprint, name=digest).chain == (tsa.der, ROOT.der)


def test_the_policy_asked_for_is_the_policy_stamped(tmp_path: Path) -> None:
    assert verified(issued(tmp_path, timestamp_request(IMPRINT, NONCE, policy="1.2.3.4.2"))).policy == "1.2.3.4.2"
    with pytest.raises(NotGranted, match="policy not accepted"):
        verified(issued(tmp_path, timestamp_request(IMPRINT, NONCE, policy="1.2.3.4.3")))


def test_an_answer_by_openssl_to_another_question_is_refused(tmp_path: Path) -> None:
    made = issued(tmp_path, timestamp_request(IMPRINT, NONCE))
    with pytest.raises(NonceMismatch):
        verify_timestamp(made, IMPRINT, "sha256", NONCE + 1, [ROOT.der])
    with pytest.raises(ImprintMismatch):
        verified(made, imprint=bytes(32))
    with pytest.raises(NotTrusted):
        verified(made, WILLOW_ROOT)


def test_openssl_reads_our_request(tmp_path: Path) -> None:
    (tmp_path / "request").write_bytes(timestamp_request(IMPRINT, NONCE, policy="1.2.3.4.77"))
    said = openssl("ts", "-query", "-in", tmp_path / "request", "-text").stdout
    for line in ("Version: 1", "Hash Algorithm: sha256", "Policy OID: 1.2.3.4.77", f"Nonce: 0x{NONCE:X}"):
        assert line in said
    assert "Certificate required: yes" in said


@pytest.mark.parametrize("hashed", ["sha1", "sha256"])
def test_openssl_accepts_the_tokens_these_tests_make(tmp_path: Path, hashed: str) -> None:
    """Else the tests of refusals would refuse tokens that nobody would accept anyway."""
    stamp = heron(named=named_by_hash(HERON.der, hashed=hashed), authority=directory_name(HERON))
    assert verdict(tmp_path, answer(stamp.token()), timestamp_request(IMPRINT, NONCE)) == "ok"


@pytest.mark.parametrize(("scheme", "digest"), [("plain", "sha256"), ("named", "sha512")])
def test_openssl_and_we_accept_the_same_signatures(tmp_path: Path, scheme: str, digest: str) -> None:
    tsa = issue("Reed Time", rsa_key(), ROOT)
    made = answer(Stamp(tsa, [tsa.der], scheme=scheme, digest=digest).token())
    assert verdict(tmp_path, made, timestamp_request(IMPRINT, NONCE)) == "ok"
    assert verified(made).chain[0] == tsa.der


def test_openssl_and_we_take_a_certificate_that_was_left_out_from_elsewhere(tmp_path: Path) -> None:
    made = answer(heron(sent=[HERON.der]).token())
    assert verdict(tmp_path, made, timestamp_request(IMPRINT, NONCE)) != "ok"
    assert verdict(tmp_path, made, timestamp_request(IMPRINT, NONCE), others=(MIDDLE,)) == "ok"
    assert verify_timestamp(made, IMPRINT, "sha256", NONCE, [ROOT.der], certificates=[MIDDLE.der])


def test_openssl_needs_the_stamped_time_for_what_we_judge_at_it(tmp_path: Path) -> None:
    """Attack 26: the certificate expired in 2012. Named the time of the stamp, OpenSSL agrees with us."""
    period = {"start": datetime(2010, 1, 1, tzinfo=UTC), "end": datetime(2012, 1, 1, tzinfo=UTC)}
    root = issue("Old Root", curve_key(16), None, ca(), serial=1, start=datetime(2009, 1, 1, tzinfo=UTC))
    tsa = issue("Old Time", curve_key(17), root, **period)
    made = answer(Stamp(tsa, [tsa.der], time="20110305070809Z").token())
    request = timestamp_request(IMPRINT, NONCE)
    assert verified(made, root).gen_time.year == 2011
    at = int(datetime(2011, 3, 5, 7, 8, 9, tzinfo=UTC).timestamp())
    assert verdict(tmp_path, made, request, root, at=at) == "ok"
    assert "expired" in verdict(tmp_path, made, request, root, at=AT)


@pytest.mark.parametrize(
    ("stamp", "root", "refusal"),
    [
        (heron(imprint=bytes(32)), ROOT, ImprintMismatch),
        (heron(nonce=5), ROOT, NonceMismatch),
        (heron(attributes=heron(time="20200101000000Z").signed_attributes()), ROOT, SignatureWrong),
        (Stamp(MIDDLE, [MIDDLE.der]), ROOT, PurposeRefused),
        (heron(named=named_by_hash(MIDDLE.der)), ROOT, SignerMismatch),
        (heron(named=b""), ROOT, SignerMismatch),
        (heron(authority=directory_name(MIDDLE)), ROOT, SignerMismatch),
        (heron(time="20460305070809Z"), ROOT, OutsideValidity),
        (heron(), WILLOW_ROOT, NotTrusted),
    ],
)
def test_openssl_and_we_refuse_the_same(
    tmp_path: Path, stamp: Stamp, root: Holder, refusal: type[TimestampError]
) -> None:
    made, at = answer(stamp.token()), int(datetime.strptime(f"{stamp.time}+0000", "%Y%m%d%H%M%SZ%z").timestamp())
    assert verdict(tmp_path, made, timestamp_request(IMPRINT, NONCE), root, at=at) != "ok"
    with pytest.raises(refusal):
        verified(made, root)


def test_a_pss_signature_openssl_accepts_as_a_signed_message(tmp_path: Path) -> None:
    """Its command for time stamps knows RSA of the older kind only; the one for signed messages knows both."""
    tsa = issue("Reed Time", rsa_key(), ROOT)
    stamp = Stamp(tsa, [tsa.der], scheme="pss", digest="sha384")
    (tmp_path / "token").write_bytes(stamp.token())
    done = openssl(
        "cms", "-verify", "-inform", "DER", "-in", tmp_path / "token", "-noverify", "-out", tmp_path / "info"
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "info").read_bytes() == stamp.info()
    assert verified(answer(stamp.token())).chain[0] == tsa.der
