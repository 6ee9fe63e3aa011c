"""The certificate authority of an installation: it vouches for its own server and nothing else."""

from __future__ import annotations

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from dodomu.entry import tls

NOW = datetime(2026, 11, 3, tzinfo=UTC)


def verdict(made: tls.Certificates, host: str) -> str:
    """What OpenSSL says about the server's certificate for this host."""
    kind = "-verify_ip" if host.replace(".", "").isdigit() else "-verify_hostname"
    command = ["openssl", "verify", "-CAfile", str(made.authority), kind, host, str(made.certificate)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "ok" if done.returncode == 0 else done.stderr + done.stdout


def test_the_server_is_trusted_under_its_names(tmp_path: Path) -> None:
    made = tls.ensure(tmp_path, ["heron.local", "192.168.7.20"])
    assert verdict(made, "heron.local") == "ok"
    assert verdict(made, "192.168.7.20") == "ok"
    assert verdict(made, "localhost") == "ok"


def test_the_server_is_not_trusted_under_another_name(tmp_path: Path) -> None:
    assert "mismatch" in verdict(tls.ensure(tmp_path, ["heron.local"]), "example.org")


def test_the_authority_cannot_vouch_for_a_foreign_site(tmp_path: Path) -> None:
    made = tls.ensure(tmp_path, ["heron.local"])
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    tls._issue(tmp_path / "tls", authority, ["example.org"], datetime.now(UTC))
    assert "permitted subtree violation" in verdict(made, "example.org")


def test_the_same_certificate_serves_again(tmp_path: Path) -> None:
    first = tls.ensure(tmp_path, ["heron.local"], now=NOW).certificate.read_bytes()
    assert tls.ensure(tmp_path, ["heron.local"], now=NOW).certificate.read_bytes() == first


def test_a_certificate_about_to_end_is_renewed_under_the_same_authority(tmp_path: Path) -> None:
    first = tls.ensure(tmp_path, ["heron.local"], now=NOW)
    old = first.certificate.read_bytes()
    later = tls.ensure(tmp_path, ["heron.local"], now=NOW + timedelta(days=380))
    assert later.certificate.read_bytes() != old
    assert later.fingerprint == first.fingerprint


def test_a_public_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="private"):
        tls.ensure(tmp_path, ["8.8.8.8"])


def test_keys_are_closed_to_others(tmp_path: Path) -> None:
    made = tls.ensure(tmp_path, [])
    assert made.key.stat().st_mode & 0o077 == 0
    assert (tmp_path / "tls" / "authority.key").stat().st_mode & 0o077 == 0


def test_a_browser_that_trusts_the_authority_can_talk_to_the_server(tmp_path: Path) -> None:
    made = tls.ensure(tmp_path, [])
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(made.certificate, made.key)
    client = ssl.create_default_context(cafile=str(made.authority))
    into_server, into_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    near = client.wrap_bio(into_client, into_server, server_hostname="localhost")
    far = server.wrap_bio(into_server, into_client, server_side=True)
    for _ in range(4):
        for side in (near, far):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert near.version() == "TLSv1.3"
