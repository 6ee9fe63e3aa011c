"""An authority of time run by the `openssl` command: the second implementation beside ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.engine.timestamp_authority import HERON, MIDDLE, Holder

SETTINGS = """
[tsa]
serial = {folder}/serial
signer_digest = {digest}
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
ordering = yes
tsa_name = yes
ess_cert_id_chain = {chain}
ess_cert_id_alg = {named}
"""


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("openssl")
    if command is None:
        pytest.fail("This test needs the openssl command. On Debian: apt-get install openssl.")
    return subprocess.run([command, *map(str, arguments)], capture_output=True, text=True, check=False)


def issued(
    folder: Path, request: bytes, tsa: Holder = HERON, sent: tuple[Holder, ...] = (MIDDLE,), **settings: str
) -> bytes:
    """What an authority run by OpenSSL answers to our request."""
    chosen = {"digest": "sha256", "chain": "no", "named": "sha256"} | settings
    (folder / "settings").write_text(SETTINGS.format(folder=folder, **chosen))
    (folder / "request").write_bytes(request)
    (folder / "signer").write_bytes(tsa.pem)
    plain = serialization.NoEncryption()
    key = tsa.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key").write_bytes(key)
    (folder / "sent").write_bytes(b"".join(one.pem for one in sent))
    paths: list[str | Path] = ["-signer", folder / "signer", "-inkey", folder / "key"]
    if sent:
        paths += ["-chain", folder / "sent"]
    settled: list[str | Path] = ["-config", folder / "settings", "-section", "tsa", "-queryfile", folder / "request"]
    done = openssl("ts", "-reply", *settled, *paths, "-out", folder / "answer")
    assert done.returncode == 0, done.stderr
    return (folder / "answer").read_bytes()
