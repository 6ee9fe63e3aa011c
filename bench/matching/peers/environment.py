"""The environment of the benchmarks: ``bench/.peers``, made by ``python -m bench.matching.peers install``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
FOLDER = ROOT / "bench" / ".peers"
PYTHON = FOLDER / "bin" / "python"


def install() -> None:
    """Make the environment anew and install the pinned packages.

    Raises:
        subprocess.CalledProcessError: a package could not be had; pip has said which.
    """
    venv.EnvBuilder(clear=True, with_pip=True).create(FOLDER)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True)
    print(f"Installed into {FOLDER.relative_to(ROOT)}. {server()}")


def server() -> str:
    """Whether a PostgreSQL with trigrams is there, in words."""
    from tests.postgres import programs

    folder = programs()
    if folder is None:
        return "PostgreSQL is not here: apt-get install postgresql (trigrams come with it)."
    asked = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False)
    places = [Path(asked.stdout.strip()), folder.parent / "share" / "postgresql", folder.parent / "share"]
    trigrams = any((place / "extension" / "pg_trgm.control").exists() for place in places if place != Path())
    return f"PostgreSQL {'with' if trigrams else 'WITHOUT'} trigrams in {folder}."


def inside() -> None:
    """Go on inside the environment: the running script is started again by its Python, unless it is already.

    Raises:
        SystemExit: the environment is not installed.
    """
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        return
    if not PYTHON.exists():
        raise SystemExit("The peers are not installed: python -m bench.matching.peers install")
    module = sys.modules["__main__"].__spec__
    name = module.name if module else ""
    raise SystemExit(subprocess.run([PYTHON, "-m", name, *sys.argv[1:]], cwd=ROOT, check=False).returncode)


def remove() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
