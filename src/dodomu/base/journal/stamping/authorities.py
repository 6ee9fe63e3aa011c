"""Who stamps the time: read from the file that DODOMU_TIMESTAMP_AUTHORITIES names. Without it, nobody is asked.

    # authority NAME ADDRESS ROOTS...
    authority willow https://tsa.example.org/tsr willow-root.pem

A file of roots is looked for beside the file that names it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from dodomu.base.journal.asking import AddressRefused, require_address
from dodomu.base.settings import SettingsError
from dodomu.engine.ledger.timestamps import CertificateRefused, certificates_from

SETTING = "DODOMU_TIMESTAMP_AUTHORITIES"
MOST = 8
"""Authorities. Two of different countries are what anybody needs; each is asked about every checkpoint."""
LARGEST = 256 * 1024
"""Bytes of the file of the setting, and of each file of roots."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_TAKEN = re.compile(r"tsa-[0-9]+")
"""Names a bundle gives to stamps that were handed in by hand."""


@dataclass(frozen=True)
class Authority:
    """One that is asked. ``roots``: DER of the certificates that are trusted to stand at the end of its chain."""

    name: str
    url: str
    roots: tuple[bytes, ...] = field(repr=False)

    @cached_property
    def fingerprint(self) -> str:
        """Which roots these are, whatever order their files have: SHA-256, hexadecimal."""
        return sha256(b"".join(sorted(sha256(root).digest() for root in self.roots))).hexdigest()


class _Refused(ValueError):
    """Why the file is no list of authorities."""


def configured_authorities() -> tuple[Authority, ...]:
    """The authorities of this installation, in the order of the file; empty where the setting names no file.

    Raises:
        SettingsError: the file cannot be read, or does not name one to eight authorities with address and roots.
    """
    path: Path | None = settings.DODOMU.timestamp_authorities
    if path is None:
        return ()
    try:
        lines = _read(path).decode("utf-8").splitlines()
        found = [one for number, line in enumerate(lines, 1) if (one := _authority(line, number, path.parent))]
        _require_distinct(found)
    except OSError as error:
        # Also of a file of roots that turned into a folder since it was looked for.
        raise SettingsError(f"{SETTING} names a file that cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{SETTING} names a file that is not text.") from None
    except _Refused as refusal:
        raise SettingsError(f"{SETTING} names a file that is no list of timestamp authorities: {refusal}.") from None
    return tuple(found)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _Refused(f"{path.name} has more than {LARGEST // 1024} KiB")
    return content


def _authority(line: str, number: int, folder: Path) -> Authority | None:
    """What a line says; None for an empty one and for a remark."""
    words = line.split()
    if not words or words[0].startswith("#"):
        return None
    if len(words) < 4 or words[0] != "authority" or "\0" in line:
        raise _Refused(f"line {number} is not `authority NAME ADDRESS ROOTS...`")
    name, url, *files = words[1:]
    if not _NAME.fullmatch(name) or _TAKEN.fullmatch(name):
        raise _Refused(f"line {number} needs a name of 1 to 32 small letters, digits and hyphens, and not tsa-1")
    _require_safe(url, number)
    roots = dict.fromkeys(root for file in files for root in _roots(folder / file, number))
    return Authority(name, url, tuple(roots))


def _require_safe(url: str, number: int) -> None:
    try:
        require_address(url)
    except AddressRefused as refusal:
        raise _Refused(f"line {number} names no address: {refusal}") from None
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_here(parts.hostname or ""):
        raise _Refused(f"line {number} needs an address with https")


def _is_here(host: str) -> bool:
    """Whether it is this machine, which is all that may be asked without encryption."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _roots(path: Path, number: int) -> list[bytes]:
    try:
        return certificates_from(_read(path))
    except OSError as error:
        raise _Refused(f"the roots {path.name} of line {number} cannot be read ({error.strerror})") from None
    except CertificateRefused:
        raise _Refused(f"the roots {path.name} of line {number} are not certificates (PEM, or one in DER)") from None


def _require_distinct(found: list[Authority]) -> None:
    if not 1 <= len(found) <= MOST:
        raise _Refused(f"it names {len(found)} authorities; 1 to {MOST} are accepted")
    if len({one.name for one in found}) < len(found) or len({one.url for one in found}) < len(found):
        raise _Refused("two lines have the same name or the same address")
