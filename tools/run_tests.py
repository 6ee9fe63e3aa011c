"""Run the tests in three passes and end with one line that counts them all, in pytest's own words.

    python tools/run_tests.py [--heavy]

1. everything on the embedded database; 2. what touches the database again on PostgreSQL; 3. the pages in Chromium. The pages,
which cannot be shared out, go beside the other two from the beginning and before them: a page waits for its server, and the
server for its page. All three at once would be more than two cores have room for: each test then took a fifth longer. What the
pages say is shown when they have ended.
A pass that cannot run here is named loudly; with DODOMU_SKIP_NOTHING set it is a failure.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# Tests start a hundred processes: each would compile all of Django and Dodomu anew where nothing compiled may be kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from tests import chromium, postgres, shared  # noqa: E402

COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected|warnings?)")
SHOWN = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")
WITHOUT_DATABASE = ("tests/engine", "tests/architecture", "tests/kit", "tests/browser")
SEED = os.environ.get("DODOMU_TEST_SEED") or str(random.randrange(2**32))
"""The order of the tests: said when a test fails, so that a failing order can be run again."""
Result = tuple[Counter[str], int]
"""How many of each outcome, and the exit code."""
ORDER = (f"--randomly-seed={SEED}",)
SHARED_OUT = ("--dist", "loadfile")
AT_ONCE = ("-n", "2", *SHARED_OUT)
GIVING_WAY = ("nice", "-n", "5") if shutil.which("nice") else ()
IN_MEMORY = Path("/dev/shm")
ROOM_NEEDED = 8 << 30
"""Bytes that must be free in memory for the files of a run to lie there; they take less than half of it."""
SKIP_NOTHING = bool(os.environ.get("DODOMU_SKIP_NOTHING"))


class Talk(list[str]):
    """What one pass says: at once, or when it is its turn."""

    def __init__(self, *, aloud: bool) -> None:
        super().__init__()
        self.aloud = aloud

    def say(self, text: str) -> None:
        if self.aloud:
            print(text, end="", flush=True)
        else:
            self.append(text)


@contextmanager
def room_of_the_run() -> Iterator[str]:
    """Where everything that tests write lies: in memory where there is plenty, so that none waits for a disk.

    That a write is forced to the disk is checked by the order of the calls, never by pulling a plug.
    """
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM_NEEDED and _free_memory() > ROOM_NEEDED
    with tempfile.TemporaryDirectory(prefix="dodomu-run-", dir=IN_MEMORY if roomy else None) as room:
        Path(room).chmod(0o711)  # the server of PostgreSQL, who is another user, has a folder of its own in it
        before = os.environ.get("TMPDIR")
        os.environ["TMPDIR"] = room
        try:
            yield room
        finally:
            del os.environ["TMPDIR"]
            if before is not None:
                os.environ["TMPDIR"] = before


def _free_memory() -> int:
    """Bytes; 0 where the system does not say."""
    try:
        said = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(said[1]) * 1024 if said else 0


def announce(talk: Talk, text: str) -> None:
    talk.say(f"\n{'#' * 78}\n# {text}\n{'#' * 78}\n")


def run(talk: Talk, command: Sequence[str]) -> Result:
    """Run pytest, show what it says, and read the counts off its closing line."""
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            talk.say(line)
            if COUNT.search(line) and " in " in line:
                closing = line
    counts: Counter[str] = Counter()
    for number, word in COUNT.findall(closing):
        counts[word.rstrip("s") if word in {"errors", "warnings"} else word] += int(number)
    # 5: nothing was collected, as in a pass whose tests are all of another kind.
    return counts, 0 if process.returncode == 5 else process.returncode


def skipped(talk: Talk, what: str) -> Result:
    announce(talk, f"SKIPPED: {what}")
    return Counter({"failed" if SKIP_NOTHING else "skipped": 1}), 1 if SKIP_NOTHING else 0


def embedded(talk: Talk, marks: str) -> Result:
    announce(talk, "On the embedded, encrypted database")
    return run(talk, [*GIVING_WAY, sys.executable, "-m", "pytest", *ORDER, *AT_ONCE, "-m", f"not browser{marks}"])


def on_postgres(talk: Talk, marks: str) -> Result:
    if not postgres.wanted() and postgres.programs() is None:
        return skipped(talk, "NO POSTGRESQL HERE. Install postgresql; the database tests ran on the embedded one only.")
    announce(talk, "Again on PostgreSQL")
    left_out = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
    command = [sys.executable, "-m", "tests.run", "--", *ORDER, *AT_ONCE, "-m", f"not browser{marks}", *left_out]
    return run(talk, [*GIVING_WAY, *command])


def in_browser(talk: Talk, marks: str) -> Result:
    if chromium.program() is None:
        return skipped(talk, "NO CHROMIUM HERE. Install chromium; the pages were not tested in a browser.")
    announce(talk, "In the browser")
    return run(talk, [sys.executable, "-m", "pytest", *ORDER, "-m", f"browser{marks}", "tests/browser"])


def passes(marks: str) -> Iterator[Result]:
    """The first two one after the other, the pages beside them."""
    pages = Talk(aloud=False)
    with ThreadPoolExecutor(max_workers=1) as pool:
        in_chromium = pool.submit(in_browser, pages, marks)
        yield embedded(Talk(aloud=True), marks)
        yield on_postgres(Talk(aloud=True), marks)
        result = in_chromium.result()
        print("".join(pages), flush=True)
        yield result


def main(arguments: Sequence[str]) -> int:
    began = time.monotonic()
    marks = "" if "--heavy" in arguments else " and not heavy"
    total: Counter[str] = Counter()
    worst = 0
    with room_of_the_run() as room:
        os.environ[shared.ROOM] = str(Path(room, "shared"))
        Path(room, "shared").mkdir()
        for counts, code in passes(marks):
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
