"""Every released version has its database kept here: from now on none can be forgotten."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.upgrades.stored import HERE, MANIFEST, ROWS, Stored, releases

ROOT = Path(__file__).resolve().parent.parent.parent
RELEASED = re.compile(r"^## \[?v?(\d+\.\d+\.\d+)", re.MULTILINE)
COMMAND = "run `python tools/keep_release.py` and commit tests/upgrades before the release"


def released(changelog: str) -> set[str]:
    """The versions that the changelog calls released; a heading that begins with "Unreleased" is none."""
    return set(RELEASED.findall(changelog))


def test_every_released_version_is_kept() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    kept = {one.version for one in releases()}
    assert released(changelog) - kept == set(), COMMAND


def test_the_version_to_come_is_kept_already() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (HERE / version / MANIFEST).is_file(), COMMAND


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Unreleased: 0.1.0", set()),
        ("## 0.1.0, 2026-12-01", {"0.1.0"}),
        ("## [1.12.3] - 2027-01-01", {"1.12.3"}),
        ("Text with 0.1.0", set()),
    ],
)
def test_what_counts_as_released(heading: str, expected: set[str]) -> None:
    assert released(f"# Changelog\n\n{heading}\n") == expected


@pytest.mark.parametrize("stored", releases(), ids=lambda one: one.version)
def test_what_is_kept_is_small_and_names_nobody(stored: Stored) -> None:
    size = sum(path.stat().st_size for path in stored.folder.rglob("*") if path.is_file())
    assert size < 600 * 1024
    rows = gzip.decompress((stored.folder / ROWS).read_bytes()).decode()
    for table, columns, filled in map(json.loads, rows.splitlines()):
        if table.startswith(("registry_fact", "registry_mention", "tracing_", "cases_", "journal_")):
            # The name of an office stands in the clear, like that of a source.
            shown = [i for i, column in enumerate(columns) if (table, column) != ("cases_body", "name")]
            sealed = json.dumps([[row[i] for i in shown] for row in filled], ensure_ascii=False)
            assert not re.search("[а-яіїєґ]", sealed), table
