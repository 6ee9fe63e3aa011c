"""What a build adds: compiled translation catalogues always, and in a wheel the documents that the help shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DOCUMENTS = ("docs/tutorials", "docs/how-to", "docs/reference", "docs/explanation", "GLOSSARY.md")
PACKED = "dodomu/kit/handbook/packed"


class CompileAndPack(BuildHookInterface):  # type: ignore[misc]
    """hatchling hook: each ``.po`` under ``src/dodomu/locale`` gets its ``.mo``; a wheel carries its documents.

    An installation for development reads the documents where they are edited.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in Path(self.root, "src/dodomu/locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as text:
                catalogue = read_po(text)
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"] |= {str(Path(self.root, name)): f"{PACKED}/{name}" for name in DOCUMENTS}
