"""Keys: the ring that opens the installation, the organisation's key, a data key for each owner of data.

    key = keys.new_data_key()
    blob = keys.seal(key, "registry_fact", fact_id, "value", {"city": "Ізюм"})
    keys.unseal(key, "registry_fact", fact_id, "value", blob)

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
from dodomu.base.keys.sealing import seal, unseal

if TYPE_CHECKING:
    from dodomu.base.keys.data_keys import destroy_key, make_data_keys, new_data_key, open_key, open_keys
    from dodomu.base.keys.models import DataKey, OrganisationKey, Purpose
    from dodomu.base.keys.organisation import ensure_organisation_key
    from dodomu.base.keys.wrapping import stored_by_newest, wrapped_by_newest

__all__ = [
    "DataKey",
    "KeyDestroyed",
    "KeyRing",
    "KeyRingError",
    "Keys",
    "Locked",
    "OpenKey",
    "OrganisationKey",
    "Purpose",
    "SealBroken",
    "WrongKey",
    "destroy_key",
    "ensure_organisation_key",
    "is_unlocked",
    "make_data_keys",
    "new_data_key",
    "open_key",
    "open_keys",
    "ring",
    "seal",
    "stored_by_newest",
    "unlocked",
    "unseal",
    "wrapped_by_newest",
]

_LATER = {
    **dict.fromkeys(("destroy_key", "make_data_keys", "new_data_key", "open_key", "open_keys"), "data_keys"),
    **dict.fromkeys(("DataKey", "OrganisationKey", "Purpose"), "models"),
    "ensure_organisation_key": "organisation",
    **dict.fromkeys(("stored_by_newest", "wrapped_by_newest"), "wrapping"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
