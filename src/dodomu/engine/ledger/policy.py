"""Which witnesses must have cosigned a checkpoint before it is believed (C2SP tlog-policy).

A policy names logs and witnesses by their keys, groups of witnesses with a number each, and one of the names as
the quorum. A witness counts once, however many lines it signed and under however many names it is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.checkpoints import SignedCheckpoint, parse_checkpoint
from dodomu.engine.ledger.cosignatures import FIVE_MINUTES, Cosignature, verify_cosignatures
from dodomu.engine.ledger.errors import PolicyMalformed, QuorumMissing
from dodomu.engine.ledger.verifier_keys import LOG_TYPES, WITNESS_TYPES, VerifierKey

NOBODY = "none"


@dataclass(frozen=True)
class Party:
    """A log or witness of a policy. The name serves only inside the policy; the URL is for those who connect."""

    name: str
    key: VerifierKey
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Counts as having witnessed when at least `needed` of its members did."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Logs, witnesses, groups in the order of their definition, and the name of the quorum ("none" asks nobody).

    Raises:
        PolicyMalformed: a name used twice, undefined or reserved; a public key listed twice; a member of two
            groups; a number of needed members outside 1..n; a key of the wrong type.
    """

    logs: tuple[Party, ...]
    witnesses: tuple[Party, ...]
    groups: tuple[Group, ...]
    quorum: str

    def __post_init__(self) -> None:
        _require_keys(self.logs, self.witnesses)
        defined = _names(self.witnesses)
        taken: set[str] = set()
        for group in self.groups:
            _require_group(group, defined, taken)
            _define(group.name, defined)
            taken.update(group.members)
        if self.quorum != NOBODY and self.quorum not in defined:
            raise PolicyMalformed("the quorum names nobody defined before")

    @property
    def log_keys(self) -> tuple[VerifierKey, ...]:
        """Keys by which a checkpoint's own signature is accepted."""
        return tuple(log.key for log in self.logs)

    @property
    def witness_keys(self) -> tuple[VerifierKey, ...]:
        """Keys whose cosignatures are looked at."""
        return tuple(witness.key for witness in self.witnesses)

    def is_met_by(self, keys: Iterable[VerifierKey]) -> bool:
        """Whether cosignatures by these keys make the quorum."""
        signed = set(keys)
        reached = {NOBODY} | {witness.name for witness in self.witnesses if witness.key in signed}
        for group in self.groups:
            if len(reached.intersection(group.members)) >= group.needed:
                reached.add(group.name)
        return self.quorum in reached


@dataclass(frozen=True)
class WitnessedCheckpoint:
    """A checkpoint that its log signed and enough witnesses cosigned."""

    signed: SignedCheckpoint
    cosignatures: tuple[Cosignature, ...]


def k_of_n(needed: int, witnesses: Sequence[VerifierKey], logs: Sequence[VerifierKey] = ()) -> Policy:
    """The policy that any `needed` of these witnesses have cosigned.

    Keys of one name are one witness: whoever holds an Ed25519 and an ML-DSA-44 key does not count twice.

    Raises:
        PolicyMalformed: `needed` outside 1..n, a key listed twice, a key of the wrong type.
    """
    by_name: dict[str, list[Party]] = {}
    for number, key in enumerate(witnesses, start=1):
        by_name.setdefault(key.name, []).append(Party(f"key-{number}", key))
    holders = [
        Group(f"witness-{number}", 1, tuple(party.name for party in parties))
        for number, parties in enumerate(by_name.values(), start=1)
    ]
    quorum = Group("quorum", needed, tuple(group.name for group in holders))
    parties = tuple(party for group in by_name.values() for party in group)
    return Policy(tuple(Party(key.name, key) for key in logs), parties, (*holders, quorum), quorum.name)


def verify_witnessed(
    text: str | bytes, keys: Sequence[VerifierKey], policy: Policy, now: int, *, ahead: int = FIVE_MINUTES
) -> WitnessedCheckpoint:
    """Accept a checkpoint signed by one of the log's keys and cosigned as the policy asks.

    Args:
        keys: keys of the log, usually `policy.log_keys`. now: POSIX seconds by the verifier's clock.
        ahead: seconds a witness's clock may be in front of it.

    Raises:
        QuorumMissing: too few witnesses. All errors of `parse_checkpoint` and `verify_cosignatures`.
    """
    signed = parse_checkpoint(text, keys)
    found = verify_cosignatures(signed.note, policy.witness_keys, now, ahead=ahead)
    if not policy.is_met_by(cosignature.key for cosignature in found):
        raise QuorumMissing(f"cosigned by {len(found)} known witnesses, which does not make the quorum")
    return WitnessedCheckpoint(signed, found)


def _require_keys(logs: Sequence[Party], witnesses: Sequence[Party]) -> None:
    """A public key appears once in all: no log is its own witness, no witness two."""
    if any(log.key.type not in LOG_TYPES for log in logs):
        raise PolicyMalformed("a log's key is of type 0x01 or 0x06")
    if any(witness.key.type not in WITNESS_TYPES for witness in witnesses):
        raise PolicyMalformed("a witness's key is of type 0x04 or 0x06")
    public = [party.key.public for party in (*logs, *witnesses)]
    if len(set(public)) != len(public):
        raise PolicyMalformed("a public key is listed twice")


def _names(witnesses: Sequence[Party]) -> set[str]:
    defined: set[str] = set()
    for witness in witnesses:
        _define(witness.name, defined)
    return defined


def _define(name: str, defined: set[str]) -> None:
    if name == NOBODY or name in defined or not name:
        raise PolicyMalformed("a name is reserved or defined twice")
    defined.add(name)


def _require_group(group: Group, defined: set[str], taken: set[str]) -> None:
    if not 1 <= group.needed <= len(group.members):
        raise PolicyMalformed("a group needs at least one and at most all of its members")
    if len(set(group.members)) != len(group.members) or taken.intersection(group.members):
        raise PolicyMalformed("a member is listed twice and would count twice")
    if not defined.issuperset(group.members):
        raise PolicyMalformed("a group names a member that was not defined before")
