"""Run as a program by test_import_kill: an installation of its own, a staged list, an import that gets killed.

python -m tests.journey.killed_import prepare|run|tell
"""

from __future__ import annotations

import json
import os
import sys

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


def go_on() -> None:
    from dodomu.journey.registry.actions import run
    from dodomu.journey.registry.models import ImportBatch

    run(ImportBatch.objects.get().pk, lambda done, total: print(done, flush=True))


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
    }


def main(what: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    {"prepare": prepare, "run": go_on, "tell": lambda: None}[what]()
    print(json.dumps(tell()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
