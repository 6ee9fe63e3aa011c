"""Who is asked to witness: read from the file that the setting DODOMU_WITNESSES names. Without it, nobody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from dodomu.base.journal.asking import AddressRefused, require_address
from dodomu.base.settings import SettingsError
from dodomu.engine import ledger


@dataclass(frozen=True, slots=True)
class Witness:
    """One address that is asked, with the keys it may answer under and the names the file gives them."""

    url: str
    names: tuple[str, ...]
    keys: tuple[ledger.VerifierKey, ...]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Everybody who is asked, and how many of them are enough."""

    asked: tuple[Witness, ...]
    policy: ledger.Policy

    @property
    def enough(self) -> tuple[int, tuple[str, ...]]:
        """How many of which names of the file are enough; names may be of groups. ``(0, ())`` where nobody is needed."""
        quorum = self.policy.quorum
        for group in self.policy.groups:
            if group.name == quorum:
                return group.needed, group.members
        return (0, ()) if self.policy.is_met_by(()) else (1, (quorum,))


def configured_witnesses() -> Witnesses | None:
    """The witnesses of this installation; None where the setting names no file.

    Raises:
        SettingsError: the file cannot be read, or is no policy that names at least one witness with its address.
    """
    path: Path | None = settings.DODOMU.witnesses
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            policy = ledger.parse_policy(file.read(ledger.LARGEST_POLICY + 1))
        asked = _by_address(policy)
    except OSError as error:
        raise SettingsError(f"DODOMU_WITNESSES names a file that cannot be read ({error.strerror}).") from None
    except (ledger.LedgerError, AddressRefused) as error:
        raise SettingsError(f"DODOMU_WITNESSES names a file that is no policy of witnesses: {error}.") from None
    if not asked:
        raise SettingsError("DODOMU_WITNESSES names a file without a witness: a line is `witness NAME KEY ADDRESS`.")
    return Witnesses(asked, policy)


def _by_address(policy: ledger.Policy) -> tuple[Witness, ...]:
    """A witness with two keys has two lines and one address, and is asked once. One without an address is not asked."""
    found: dict[str, list[ledger.Party]] = {}
    for party in policy.witnesses:
        if party.url:
            require_address(party.url)
            found.setdefault(party.url.rstrip("/"), []).append(party)
    return tuple(
        Witness(url, tuple(one.name for one in parties), tuple(one.key for one in parties))
        for url, parties in found.items()
    )
