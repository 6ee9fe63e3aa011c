"""The vault: every original as it arrived, encrypted under a key of its own.

original = vault.keep(upload, by=viewer, kind="list", filename=upload.name)
with vault.open_original(original.id, viewer) as file: ...
vault.derive(original.id, small, by=viewer, purpose=vault.Purpose.THUMBNAIL, tool="pillow", tool_version="12.0")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dodomu.base.vault.chunks import VaultDamaged
from dodomu.base.vault.purposes import Purpose
from dodomu.base.vault.refusals import SourceChanged, VaultCannotWrite

if TYPE_CHECKING:
    from dodomu.base.vault.deriving import derivatives_of, derive, line_of
    from dodomu.base.vault.inspection import VaultFindings, inspect, sweep
    from dodomu.base.vault.keeping import find_kept, keep, taken_in
    from dodomu.base.vault.models import Derivative, Original
    from dodomu.base.vault.opening import open_original

__all__ = [
    "Derivative",
    "Original",
    "Purpose",
    "SourceChanged",
    "VaultCannotWrite",
    "VaultDamaged",
    "VaultFindings",
    "derivatives_of",
    "derive",
    "find_kept",
    "inspect",
    "keep",
    "line_of",
    "open_original",
    "sweep",
    "taken_in",
]

# Django imports this package before its tables are known, so what needs tables is loaded on first use.
_LATER = {
    **dict.fromkeys(("derivatives_of", "derive", "line_of"), "deriving"),
    **dict.fromkeys(("VaultFindings", "inspect", "sweep"), "inspection"),
    **dict.fromkeys(("find_kept", "keep", "taken_in"), "keeping"),
    **dict.fromkeys(("Derivative", "Original"), "models"),
    "open_original": "opening",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
