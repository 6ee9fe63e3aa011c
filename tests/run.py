"""Run pytest on PostgreSQL: ``python -m tests.run -- tests/base`` starts a private server for the run."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import postgres


def main(arguments: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "--database", "postgres", *arguments]
    if postgres.wanted():
        return subprocess.run(command, check=False).returncode
    with postgres.server() as address:
        return subprocess.run(command, check=False, env=os.environ | {"DODOMU_TEST_POSTGRES": address}).returncode


if __name__ == "__main__":
    raise SystemExit(main([argument for argument in sys.argv[1:] if argument != "--"]))
