"""The shape of the house, checked: floors, rooms, engines that load nothing, catalogues that are complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINES = (
    "dodomu.engine.values",
    "dodomu.engine.matching",
    "dodomu.engine.planning",
    "dodomu.engine.ledger",
    "dodomu.engine.clinic",
    "dodomu.engine.estimation",
)


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": "src"}
    )


def test_every_import_contract_holds() -> None:
    result = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert result.returncode == 0, result.stdout[-4000:]


@pytest.mark.parametrize("engine", ENGINES)
def test_engine_loads_without_the_application(engine: str) -> None:
    code = f"import sys, {engine}; print(sorted({{'django', 'ninja', 'sqlite3', 'cryptography'}} & set(sys.modules)))"
    result = run(sys.executable, "-c", code)
    assert result.stdout.strip() == "[]", result.stderr


def test_engines_read_neither_clock_nor_chance() -> None:
    banned = ("datetime.now", "date.today", "time.time", "random.", "os.urandom", "secrets.")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "src/dodomu/engine").rglob("*.py")
        for word in banned
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_both_catalogues_are_complete() -> None:
    result = run(sys.executable, "tools/messages.py", "check")
    assert result.returncode == 0, result.stdout[-4000:]


def test_every_stage_says_what_happens_in_it() -> None:
    stages = [path for path in (ROOT / "src/dodomu/journey").iterdir() if (path / "apps.py").exists()]
    assert len(stages) >= 4
    assert [stage.name for stage in stages if not (stage / "README.md").exists()] == []


def test_no_template_carries_inline_script_or_style() -> None:
    banned = ("<script>", "javascript:", " onclick=", " onload=", " style=")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "src").rglob("*.html")
        for word in banned
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


@pytest.mark.django_db
def test_models_match_their_migrations() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_files_that_take_longest_exist() -> None:
    from tests.sharing import SECONDS

    assert [file for file in SECONDS if not (ROOT / file).is_file()] == []
