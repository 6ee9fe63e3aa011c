"""Typed settings from the environment.

Each is an environment variable; each secret may instead be named by ``*_FILE``, a file that holds it.
A wrong or missing one raises ``SettingsError``, whose text says what to set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

from dodomu.base.settings.errors import SettingsError
from dodomu.base.settings.phone_page import PhonePage

__all__ = ["PostgresAddress", "SecondFactor", "Settings", "SettingsError"]

TRUE_WORDS = frozenset({"1", "yes", "true", "on"})
FALSE_WORDS = frozenset({"0", "no", "false", "off", ""})
SECRETS = ("DODOMU_PASSPHRASE", "DODOMU_DATABASE_URL")


class SecondFactor(StrEnum):
    """Whether signing in needs more than a password."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a PostgreSQL database is."""

    name: str
    user: str
    password: str = field(repr=False)
    host: str
    port: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one installation.

    Attributes:
        home: folder in which everything the installation keeps lives.
        database: a PostgreSQL address, or None for the embedded encrypted database.
        passphrase: unlocks the key ring; None when a key file does or when a person will be asked.
        key_file: file outside ``home`` that unlocks the key ring.
        demo: the invented scenario with weak sign-ins; ``serve`` refuses it for real work.
        second_factor: required unless said otherwise.
        hosts: names under which the pages may be asked for.
        secure: the address is HTTPS (``serve --tls``, or a proxy in front).
        trust_proxy: believe the forwarded-protocol header of a proxy in front.
        max_upload: largest list that may be handed in, bytes.
        backup_recipients: age public keys to which backups are encrypted when the command names none.
        phone: how the page on an escort's phone shows, and where.
        witnesses: a file that names who witnesses the journal, and where; None asks nobody.
        timestamp_authorities: a file that names who stamps its checkpoints with the time; None asks nobody.
    """

    home: Path
    database: PostgresAddress | None = None
    passphrase: str | None = field(default=None, repr=False)
    key_file: Path | None = None
    demo: bool = False
    second_factor: SecondFactor = SecondFactor.REQUIRED
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    secure: bool = False
    trust_proxy: bool = False
    max_upload: int = 200 * 1024 * 1024
    backup_recipients: tuple[str, ...] = ()
    phone: PhonePage = field(default_factory=PhonePage)
    witnesses: Path | None = None
    timestamp_authorities: Path | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read every setting.

        Raises:
            SettingsError: the first setting that is wrong.
        """
        found = dict(os.environ if environment is None else environment)
        for name in SECRETS:
            found.update(_from_file(found, name))
        phone = PhonePage.read(found)
        return cls(
            home=_home(found),
            database=_database(found.get("DODOMU_DATABASE_URL", "")),
            passphrase=found.get("DODOMU_PASSPHRASE") or None,
            key_file=_path(found, "DODOMU_KEY_FILE"),
            demo=_truth(found, "DODOMU_DEMO"),
            second_factor=_second_factor(found),
            hosts=_hosts(found, cls.__dataclass_fields__["hosts"].default, phone.host),  # type: ignore[arg-type]
            secure=_truth(found, "DODOMU_SECURE"),
            trust_proxy=_truth(found, "DODOMU_TRUST_PROXY"),
            max_upload=_megabytes(found, "DODOMU_MAX_UPLOAD_MB", default=200),
            backup_recipients=tuple(found.get("DODOMU_BACKUP_RECIPIENTS", "").replace(",", " ").split()),
            phone=phone,
            witnesses=_path(found, "DODOMU_WITNESSES"),
            timestamp_authorities=_path(found, "DODOMU_TIMESTAMP_AUTHORITIES"),
        )


def _from_file(found: Mapping[str, str], name: str) -> dict[str, str]:
    path = found.get(f"{name}_FILE")
    if not path:
        return {}
    if found.get(name):
        raise SettingsError(f"Set either {name} or {name}_FILE, not both.")
    try:
        text = Path(path).expanduser().read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise SettingsError(
            f"{name}_FILE names a file that cannot be read ({reason}): set it to a text file."
        ) from None
    if not text:
        raise SettingsError(f"{name}_FILE names an empty file: put the secret on its first line.")
    return {name: text}


def _path(found: Mapping[str, str], name: str) -> Path | None:
    given = found.get(name)
    return Path(given).expanduser() if given else None


def _home(found: Mapping[str, str]) -> Path:
    given = found.get("DODOMU_HOME")
    if not given:
        return user_data_path("dodomu")
    path = Path(given).expanduser()
    if path.exists() and not path.is_dir():
        raise SettingsError("DODOMU_HOME must name a folder; it names a file.")
    return path.absolute()


def _database(url: str) -> PostgresAddress | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingsError(
            "DODOMU_DATABASE_URL must look like postgresql://user:password@host:5432/name, "
            "or be left out for the embedded database."
        )
    try:
        port = parts.port
    except ValueError:
        raise SettingsError("DODOMU_DATABASE_URL has a port that is not a number from 1 to 65535.") from None
    return PostgresAddress(
        name=unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=unquote(parts.hostname or ""),
        port=str(port or ""),
    )


def _truth(found: Mapping[str, str], name: str) -> bool:
    word = found.get(name, "").strip().casefold()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise SettingsError(f"{name} must be yes or no.")


def _second_factor(found: Mapping[str, str]) -> SecondFactor:
    word = found.get("DODOMU_SECOND_FACTOR", "").strip().casefold()
    default = SecondFactor.OPTIONAL if _truth(found, "DODOMU_DEMO") else SecondFactor.REQUIRED
    try:
        return SecondFactor(word) if word else default
    except ValueError:
        raise SettingsError("DODOMU_SECOND_FACTOR must be required or optional.") from None


def _hosts(found: Mapping[str, str], default: tuple[str, ...], phone: str) -> tuple[str, ...]:
    given = tuple(part.strip() for part in found.get("DODOMU_HOSTS", "").split(",") if part.strip())
    if any("/" in host or "*" in host for host in given):
        raise SettingsError("DODOMU_HOSTS must list host names separated by commas, such as dodomu.example.org.")
    return (*default, *given, *((phone,) if phone and phone not in given else ()))


def _megabytes(found: Mapping[str, str], name: str, *, default: int) -> int:
    text = found.get(name, "").strip() or str(default)
    if not text.isdigit() or not 1 <= int(text) <= 4096:
        raise SettingsError(f"{name} must be a whole number of megabytes from 1 to 4096.")
    return int(text) * 1024 * 1024
