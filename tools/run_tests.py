"""Run the tests in three passes and end with one line that counts them all, in pytest's own words.

    python tools/run_tests.py [--heavy]

1. everything on the embedded database; 2. what touches the database again on PostgreSQL; 3. the pages in Chromium.
A pass that cannot run here is named loudly; with DODOMU_SKIP_NOTHING set it is a failure.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import postgres  # noqa: E402

CHROMIUM = Path("/usr/bin/chromium")
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)")
SHOWN = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")
WITHOUT_DATABASE = ("tests/engine", "tests/architecture", "tests/kit", "tests/browser")
SEED = os.environ.get("DODOMU_TEST_SEED") or str(random.randrange(2**32))
"""The order of the tests: said when a test fails, so that a failing order can be run again."""
ORDER = (f"--randomly-seed={SEED}",)
SKIP_NOTHING = bool(os.environ.get("DODOMU_SKIP_NOTHING"))


def announce(text: str) -> None:
    print(f"\n{'#' * 78}\n# {text}\n{'#' * 78}", flush=True)


def run(command: Sequence[str]) -> tuple[Counter[str], int]:
    """Run pytest, show what it says, and read the counts off its closing line."""
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            if COUNT.search(line) and " in " in line:
                closing = line
    counts: Counter[str] = Counter()
    for number, word in COUNT.findall(closing):
        counts[word.rstrip("s") if word in {"errors", "warnings"} else word] += int(number)
    # 5: nothing was collected, as in a pass whose tests are all of another kind.
    return counts, 0 if process.returncode == 5 else process.returncode


def skipped(what: str) -> tuple[Counter[str], int]:
    announce(f"SKIPPED: {what}")
    return Counter({"failed" if SKIP_NOTHING else "skipped": 1}), 1 if SKIP_NOTHING else 0


def embedded(marks: str) -> tuple[Counter[str], int]:
    announce("On the embedded, encrypted database")
    return run([sys.executable, "-m", "pytest", *ORDER, "-n", "2", "--dist", "loadfile", "-m", f"not browser{marks}"])


def on_postgres(marks: str) -> tuple[Counter[str], int]:
    if not postgres.wanted() and postgres.programs() is None:
        return skipped("NO POSTGRESQL HERE. Install postgresql; the database tests ran on the embedded one only.")
    announce("Again on PostgreSQL")
    left_out = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
    return run([sys.executable, "-m", "tests.run", "--", *ORDER, "-m", f"not browser{marks}", *left_out])


def in_browser(marks: str) -> tuple[Counter[str], int]:
    if not CHROMIUM.exists():
        return skipped("NO CHROMIUM HERE. Install chromium; the pages were not tested in a browser.")
    announce("In the browser")
    return run([sys.executable, "-m", "pytest", *ORDER, "-m", f"browser{marks}", "tests/browser"])


def main(arguments: Sequence[str]) -> int:
    began = time.monotonic()
    marks = "" if "--heavy" in arguments else " and not heavy"
    total: Counter[str] = Counter()
    worst = 0
    for stage in (embedded, on_postgres, in_browser):
        counts, code = stage(marks)
        total += counts
        worst = worst or code
    if worst and not total["failed"] and not total["error"]:
        total["error"] += 1
    words = [
        f"{total[word]} {word}{'s' if word == 'error' and total[word] > 1 else ''}" for word in SHOWN if total[word]
    ]
    if worst:
        print(f"\nThe same order again: DODOMU_TEST_SEED={SEED}", flush=True)
    print(f"\n===== {', '.join(words)} in {time.monotonic() - began:.2f}s =====", flush=True)
    return worst


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
