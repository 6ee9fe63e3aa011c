"""The vault: every original as it arrived, encrypted under a key of its own.

original = vault.keep(upload, by=viewer, kind="list", filename=upload.name)
with vault.open_original(original.id, viewer) as file: ...
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.vault.chunks import VaultDamaged

if TYPE_CHECKING:
    from dodomu.base.vault.inspection import VaultFindings, inspect, sweep
    from dodomu.base.vault.keeping import find_kept, keep
    from dodomu.base.vault.models import Original
    from dodomu.base.vault.opening import open_original

__all__ = ["Original", "VaultDamaged", "VaultFindings", "find_kept", "inspect", "keep", "open_original", "sweep"]

# Django imports this package before its tables are known, so what needs tables is loaded on first use.
_LATER = {
    **dict.fromkeys(("VaultFindings", "inspect", "sweep"), "inspection"),
    **dict.fromkeys(("find_kept", "keep"), "keeping"),
    "Original": "models",
    "open_original": "opening",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
