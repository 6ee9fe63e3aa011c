"""Timestamps in a bundle: read without trust, and left to OpenSSL, whose answer is asked for."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha1, sha256, sha384
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import bundle_verifier as verifier
from tests.engine.ledger_bundles import Desk, outcomes, parts

TEXT = parts().journal.text(10)
SHA1, SHA256, SHA384 = "2b0e03021a", "608648016503040201", "608648016503040202"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def tlv(tag: int, *contents: bytes) -> bytes:
    """One DER value, written independently of the verifier's reader."""
    content = b"".join(contents)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    size = len(content).to_bytes(2, "big")
    return bytes([tag, 0x82]) + size + content


def response(
    digest: bytes, *, algorithm: str = SHA256, at: bytes = b"20260301093000Z", status: int = 0, kind: str = "04"
) -> bytes:
    """A response with everything that is read, and no signature at all."""
    imprint = tlv(0x30, tlv(0x30, tlv(6, bytes.fromhex(algorithm)), tlv(5)), tlv(4, digest))
    info = tlv(
        0x30, tlv(2, b"\x01"), tlv(6, b"\x2a\x03"), imprint, tlv(2, b"\x07"), tlv(0x18, at), tlv(0x30, bytes(200))
    )
    inner = tlv(0x30, tlv(6, bytes.fromhex("2a864886f70d01091001" + kind)), tlv(0xA0, tlv(4, info)))
    signed = tlv(0x30, tlv(2, b"\x03"), tlv(0x31), inner, tlv(0x31))
    token = tlv(0x30, tlv(6, bytes.fromhex("2a864886f70d010702")), tlv(0xA0, signed))
    return tlv(0x30, tlv(0x30, tlv(2, bytes([status]))), token)


def test_a_response_is_read() -> None:
    assert verifier.read_timestamp(response(b"d" * 32)) == (SHA256, b"d" * 32, 1_772_357_400)
    assert verifier.read_timestamp(response(b"d" * 32, at=b"20260301093000.25Z"))[2] == 1_772_357_400


Case = tuple[bytes, str, str]
CASES: dict[str, Case] = {
    "this checkpoint": (response(sha256(TEXT).digest()), "missing", "run the command below"),
    "this checkpoint, by SHA-384": (response(sha384(TEXT).digest(), algorithm=SHA384), "missing", "run the command"),
    "granted with changes": (response(sha256(TEXT).digest(), status=1), "missing", "run the command"),
    "another checkpoint": (response(sha256(b"x").digest()), "not proven", "something else"),
    "by SHA-1": (response(sha1(TEXT).digest(), algorithm=SHA1), "not proven", "weak or unknown"),
    "refused by the authority": (response(sha256(TEXT).digest(), status=2), "not proven", "refused to stamp"),
    "signed data of another kind": (response(sha256(TEXT).digest(), kind="05"), "not proven", "cannot be read"),
    "month 13": (response(sha256(TEXT).digest(), at=b"20261301093000Z"), "not proven", "no time"),
    "local time": (response(sha256(TEXT).digest(), at=b"20260301093000+0200"), "not proven", "no time"),
    "year 0": (response(sha256(TEXT).digest(), at=b"00000301093000Z"), "not proven", "no time"),
    "a web page": (b"<html>busy</html>", "not proven", "cannot be read"),
    "nothing": (b"", "not proven", "cannot be read"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_stamped_is_looked_at_before_openssl_is_asked(name: str, desk: Desk) -> None:
    content, outcome, words = CASES[name]
    made = parts()
    made.tags["journal/timestamps/10-first.tsr"] = content
    _, steps = desk.verify(made)
    assert steps["timestamp 10-first.tsr"][0] == outcome
    assert words in steps["timestamp 10-first.tsr"][1]


@pytest.mark.parametrize(("answer", "outcome", "code"), [("ok", "proven", 0), ("failed", "not proven", 1)])
def test_the_answer_of_openssl_is_taken_from_the_expert(answer: str, outcome: str, code: int, desk: Desk) -> None:
    made = parts()
    made.tags["journal/timestamps/10-first.tsr"] = response(sha256(TEXT).digest())
    found, steps = desk.verify(made, "--timestamp", f"10-first.tsr={answer}")
    assert (found, steps["timestamp 10-first.tsr"][0]) == (code, outcome)
    assert "reported" in steps["timestamp 10-first.tsr"][1] or answer == "failed"


def test_an_answer_does_not_help_where_the_stamp_is_of_something_else(desk: Desk) -> None:
    made = parts()
    made.tags["journal/timestamps/10-first.tsr"] = response(sha256(b"x").digest())
    _, steps = desk.verify(made, "--timestamp", "10-first.tsr=ok")
    assert steps["timestamp 10-first.tsr"][0] == "not proven"


@pytest.mark.parametrize("name", ["11-first.tsr", "first.tsr", "010-first.tsr"])
def test_a_stamp_of_a_checkpoint_that_is_not_here_proves_nothing(name: str, desk: Desk) -> None:
    made = parts()
    made.tags[f"journal/timestamps/{name}"] = response(sha256(TEXT).digest())
    _, steps = desk.verify(made)
    assert steps[f"timestamp {name}"][0] == "missing"


def test_each_of_several_stamps_counts_for_itself(desk: Desk) -> None:
    made = parts()
    made.tags["journal/timestamps/10-a.tsr"] = response(sha256(TEXT).digest())
    made.tags["journal/timestamps/4-b.tsr"] = response(sha256(made.journal.text(4)).digest())
    code, steps = desk.verify(made, "--timestamp", "10-a.tsr=ok")
    assert code == 2
    assert outcomes(steps)["timestamp 10-a.tsr"] == "proven"
    assert outcomes(steps)["timestamp 4-b.tsr"] == "missing"


@settings(max_examples=150)
@given(st.data())
def test_no_bytes_at_all_break_the_reader(data: st.DataObject) -> None:
    whole = response(b"d" * 32)
    at = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(at, len(whole)))
    for content in (data.draw(st.binary(max_size=30)), whole[:at] + data.draw(st.binary(max_size=6)) + whole[end:]):
        try:
            verifier.read_timestamp(content)
        except verifier.Refused:
            continue


AUTHORITY = """
[ req ]
distinguished_name = name
x509_extensions = ext
prompt = no
[ name ]
CN = Invented Time
[ ext ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = cert.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture
def openssl(tmp_path: Path) -> Callable[[str], str]:
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    place = tmp_path / "authority"
    place.mkdir()
    (place / "tsa.cnf").write_text(AUTHORITY)
    (place / "serial").write_text("01\n")

    def run(command: str) -> str:
        done = subprocess.run(shlex.split(command), cwd=place, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    run("openssl req -x509 -newkey rsa:2048 -nodes -config tsa.cnf -keyout key.pem -out cert.pem -days 2")
    return run


def test_the_printed_command_is_one_that_openssl_confirms(desk: Desk, openssl: Callable[[str], str]) -> None:
    authority = desk.folder / "authority"
    openssl(f"openssl ts -query -digest {sha256(TEXT).hexdigest()} -sha256 -cert -out query")
    openssl("openssl ts -reply -config tsa.cnf -queryfile query -out reply")
    made = parts()
    made.tags["journal/timestamps/10-real.tsr"] = (authority / "reply").read_bytes()
    desk.verify(made)
    verifier.main([str(desk.folder / "bundle")])
    printed = next(line for line in desk.capsys.readouterr().out.splitlines() if "openssl ts -verify" in line)
    assert "Verification: OK" in openssl(printed.replace("TSA-ROOTS.pem", "cert.pem"))
    other = printed.replace(sha256(TEXT).hexdigest(), "00" * 32).replace("TSA-ROOTS.pem", "cert.pem")
    assert "Verification: OK" not in openssl(other)
    code, steps = desk.verify(made, "--timestamp", "10-real.tsr=ok")
    assert (code, steps["timestamp 10-real.tsr"][0]) == (0, "proven")
