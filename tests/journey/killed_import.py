"""Run as a program by test_import_kill: an installation of its own, a staged list, an import that gets killed.

python -m tests.journey.killed_import prepare|run|run-held|tell
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any

ROWS = 3_000


def prepare() -> None:
    from django.core.management import call_command

    from dodomu.base.access.viewer import Viewer
    from dodomu.journey.registry.actions import confirm
    from tests.journey.imported import rows_of, staged
    from tests.people import make_user

    call_command("migrate", verbosity=0)
    viewer = Viewer.of(make_user("tracing_analyst"))
    confirm(viewer, staged(viewer, rows_of(ROWS)).id)


alone: list[int] = []
"""How far the import had come whenever it wrote a part without its second process."""


def go_on() -> None:
    from dodomu.journey.registry.actions import importing, run
    from dodomu.journey.registry.models import ImportBatch

    write = importing._write

    def noting(*given: Any) -> int:
        alone.append(write(*given))
        return alone[-1]

    importing._write = noting
    run(ImportBatch.objects.get().pk, lambda done, total: print(done, flush=True))


def go_on_held() -> None:
    """As the worker beside the pages does: one of its threads waits for the end of standard input."""
    threading.Thread(target=sys.stdin.read, daemon=True).start()
    time.sleep(0.2)
    go_on()


def tell() -> dict[str, int]:
    from dodomu.journey.registry.models import Fact, ImportBatch, Mention, Report

    batch = ImportBatch.objects.get()
    children = Mention.objects.filter(role="child")
    return {
        "next_row": batch.next_row,
        "reports": Report.objects.count(),
        "children": children.count(),
        "names": Fact.objects.filter(attribute="name", mention__in=children).count(),
        "new": int(batch.counts.get("new", 0)),
        "alone": len(alone),
    }


def main(what: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    {"prepare": prepare, "run": go_on, "run-held": go_on_held, "tell": lambda: None}[what]()
    print(json.dumps(tell()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
