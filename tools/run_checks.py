"""Run every check of the code, cheapest first; say at the end which of them found something.

python tools/run_checks.py
"""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PLACES = [place for place in ("src", "tests", "tools", "bench") if (ROOT / place).is_dir()]


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "src").rglob("*.html"))]


CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "--quiet", *PLACES],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", *PLACES],
    "templates": [str(BIN / "djade"), "--check", "--target-version", "5.2", *templates()],
    "translations": [sys.executable, "tools/messages.py", "check"],
    "layers": [str(BIN / "lint-imports"), "--no-cache"],
    "dependencies": [str(BIN / "deptry"), "src"],
    "types": [str(BIN / "mypy")],
}


def check(name: str) -> tuple[str, bool]:
    began = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, capture_output=True, text=True, check=False)
    verdict = "ok" if done.returncode == 0 else "FOUND SOMETHING"
    text = "" if done.returncode == 0 else "\n" + (done.stdout + done.stderr).rstrip()
    print(f"{name:<13}{verdict} ({time.monotonic() - began:.1f} s){text}", flush=True)
    return name, done.returncode == 0


def main() -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = dict(pool.map(check, sorted(CHECKS, key=lambda name: name != "types")))
    failed = [name for name, fine in results.items() if not fine]
    print("All checks pass." if not failed else f"To mend: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
