"""Keys: the ring that opens the installation, the organisation's key, a data key for each owner of data.

    key = keys.new_data_key()
    blob = keys.seal(key, "registry_fact", fact_id, "value", {"city": "Ізюм"})
    keys.unseal(key, "registry_fact", fact_id, "value", blob)

And the sealed level, to which the keys of the server are not enough (``sealed_values``, ``sealed_recovery``):

    keys.seal_for([vira.id], "cases_note", note_id, "words", "...", under=key, by=author.id)
    opened = keys.open_sealed_key(vira.id, passphrase)
    keys.open_sealed(opened, "cases_note", note_id, "words", under=key)

Settings read this package before Django's tables are known, so what needs tables is loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.keys import ring
from dodomu.base.keys.derived import Keys
from dodomu.base.keys.errors import KeyDestroyed, KeyRingError, Locked, SealBroken, WrongKey
from dodomu.base.keys.opened import OpenKey
from dodomu.base.keys.ring import KeyRing, is_unlocked, unlocked
from dodomu.base.keys.sealed_errors import (
    AlreadySealed,
    CeremonyState,
    EnvelopeBroken,
    HasKey,
    LastReader,
    NoKey,
    NoReaders,
    NoRecovery,
    NotForYou,
    NotSealedHere,
    OtherShares,
    SealedError,
    SealedKeyDamaged,
    ShareMistyped,
    TooFewShares,
    WeakPassphrase,
    WrongHolders,
    WrongPassphrase,
    WrongShare,
)
from dodomu.base.keys.sealing import seal, unseal

if TYPE_CHECKING:
    from dodomu.base.keys.data_keys import destroy_key, make_data_keys, new_data_key, open_key, open_keys
    from dodomu.base.keys.models import DataKey, OrganisationKey, Purpose
    from dodomu.base.keys.organisation import ensure_organisation_key
    from dodomu.base.keys.sealed_models import (
        RemovedWhy,
        SealedEnvelope,
        SealedKey,
        SealedRecovery,
        SealedShare,
        SealedValue,
    )
    from dodomu.base.keys.sealed_person import (
        OpenedKey,
        change_sealed_passphrase,
        make_sealed_key,
        open_sealed_key,
        sealed_fingerprint,
        sealed_key_of,
    )
    from dodomu.base.keys.sealed_recovery import (
        abandon_recovery,
        check_share,
        confirm_share,
        make_recovery,
        pass_on_by_shares,
        recovery_in_force,
        recovery_that_waits,
        rehearse_recovery,
        renew_recovery,
    )
    from dodomu.base.keys.sealed_values import (
        add_sealed_reader,
        destroy_sealed,
        open_sealed,
        remove_sealed_reader,
        seal_for,
        sealed_readers,
        withdraw_person,
    )
    from dodomu.base.keys.wrapping import stored_by_newest, wrapped_by_newest

__all__ = [
    "AlreadySealed",
    "CeremonyState",
    "DataKey",
    "EnvelopeBroken",
    "HasKey",
    "KeyDestroyed",
    "KeyRing",
    "KeyRingError",
    "Keys",
    "LastReader",
    "Locked",
    "NoKey",
    "NoReaders",
    "NoRecovery",
    "NotForYou",
    "NotSealedHere",
    "OpenKey",
    "OpenedKey",
    "OrganisationKey",
    "OtherShares",
    "Purpose",
    "RemovedWhy",
    "SealBroken",
    "SealedEnvelope",
    "SealedError",
    "SealedKey",
    "SealedKeyDamaged",
    "SealedRecovery",
    "SealedShare",
    "SealedValue",
    "ShareMistyped",
    "TooFewShares",
    "WeakPassphrase",
    "WrongHolders",
    "WrongKey",
    "WrongPassphrase",
    "WrongShare",
    "abandon_recovery",
    "add_sealed_reader",
    "change_sealed_passphrase",
    "check_share",
    "confirm_share",
    "destroy_key",
    "destroy_sealed",
    "ensure_organisation_key",
    "is_unlocked",
    "make_data_keys",
    "make_recovery",
    "make_sealed_key",
    "new_data_key",
    "open_key",
    "open_keys",
    "open_sealed",
    "open_sealed_key",
    "pass_on_by_shares",
    "recovery_in_force",
    "recovery_that_waits",
    "rehearse_recovery",
    "remove_sealed_reader",
    "renew_recovery",
    "ring",
    "seal",
    "seal_for",
    "sealed_fingerprint",
    "sealed_key_of",
    "sealed_readers",
    "stored_by_newest",
    "unlocked",
    "unseal",
    "withdraw_person",
    "wrapped_by_newest",
]

_LATER = {
    **dict.fromkeys(("destroy_key", "make_data_keys", "new_data_key", "open_key", "open_keys"), "data_keys"),
    **dict.fromkeys(
        ("RemovedWhy", "SealedEnvelope", "SealedKey", "SealedRecovery", "SealedShare", "SealedValue"), "sealed_models"
    ),
    **dict.fromkeys(
        (
            "OpenedKey",
            "change_sealed_passphrase",
            "make_sealed_key",
            "open_sealed_key",
            "sealed_fingerprint",
            "sealed_key_of",
        ),
        "sealed_person",
    ),
    **dict.fromkeys(
        (
            "abandon_recovery",
            "check_share",
            "confirm_share",
            "make_recovery",
            "pass_on_by_shares",
            "recovery_in_force",
            "recovery_that_waits",
            "rehearse_recovery",
            "renew_recovery",
        ),
        "sealed_recovery",
    ),
    **dict.fromkeys(
        (
            "add_sealed_reader",
            "destroy_sealed",
            "open_sealed",
            "remove_sealed_reader",
            "seal_for",
            "sealed_readers",
            "withdraw_person",
        ),
        "sealed_values",
    ),
    **dict.fromkeys(("DataKey", "OrganisationKey", "Purpose"), "models"),
    "ensure_organisation_key": "organisation",
    **dict.fromkeys(("stored_by_newest", "wrapped_by_newest"), "wrapping"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
