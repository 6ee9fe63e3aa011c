"""Keep a populated database of the present schema beside the tests, so that every later version is tried on it.

    python tools/keep_release.py [VERSION]

Writes tests/upgrades/VERSION (the version in pyproject.toml unless given) from the invented scenario, with fewer
families on the road and at home, and a few more acts. Until a version is released its folder may be written anew at any
time; a released one never changes. The clock and the sources of randomness stand still, so that the same code writes the
same bytes.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLOCK = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSWORD = "meadow-amber-linden-42"
CHANGELOG = ROOT / "CHANGELOG.md"


def still_randomness() -> None:
    """Every source of randomness gives the same bytes in every run. Invented people only: this protects nobody."""
    count = itertools.count()

    def stream(size: int) -> bytes:
        return hashlib.shake_256(f"dodomu release {next(count)}".encode()).digest(size)

    os.urandom = stream
    random._urandom = stream  # type: ignore[attr-defined]
    random.seed(0)


def set_up(home: Path) -> None:
    """An empty, migrated, embedded database under the fixed test key."""
    os.environ |= {"DODOMU_TEST_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    os.environ.pop("DODOMU_TEST_POSTGRES", None)
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)


def write(folder: Path, version: str, home: Path) -> str:
    """Write the folder; what was written, in a sentence."""
    from tests.upgrades import acts, seen, stored

    from dodomu.base import journal
    from dodomu.base.backup.tables import applied_migrations

    acts.live(PASSWORD)
    found_by = seen.found_by()
    migrations = applied_migrations()
    known = stored.tables(migrations)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    counts = stored.write_rows(folder / stored.ROWS, known)
    kept = journal.verify()
    made = stored.Stored(
        version=version,
        made_on=CLOCK.isoformat(),
        migrations=migrations,
        columns={table: stored.attributes(model) for table, model in sorted(known.items())},
        guards=stored.guards(),
        counts=counts,
        journal={"size": kept.size, "root": kept.root},
        profiles={person: seen.profile(person) for _, person in found_by.values()},
        found_by=found_by,
        alarms=seen.alarms(),
    )
    text = json.dumps(asdict(made), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / stored.MANIFEST).write_text(text + "\n", encoding="utf-8")
    shutil.copytree(home / "vault", folder / "vault", ignore=shutil.ignore_patterns("incoming"))
    acts.make_ring(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{folder.relative_to(ROOT)}: {sum(counts.values())} rows in {len(counts)} tables, {size // 1024} KiB"


def main(arguments: Sequence[str]) -> int:
    if os.environ.get("PYTHONHASHSEED") != "0":
        again = [sys.executable, __file__, *arguments]
        return subprocess.run(again, env=os.environ | {"PYTHONHASHSEED": "0"}, check=False).returncode
    written_down = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    version = arguments[0] if arguments else str(written_down)
    folder = ROOT / "tests" / "upgrades" / version
    if f"\n## {version}" in CHANGELOG.read_text(encoding="utf-8") and folder.exists():
        print(f"{version} is released: its database never changes.", file=sys.stderr)
        return 1
    import time_machine

    with tempfile.TemporaryDirectory(prefix="dodomu-release-") as home, time_machine.travel(CLOCK, tick=False):
        still_randomness()
        set_up(Path(home))
        print(write(folder, version, Path(home)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
