"""The package of a sending as two originals: for machines (JSON) and for people (a page to print)."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from dodomu.base import vault
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case
from dodomu.journey.cases.queries.packages import Package

PACKAGE, PAGE = "package", "package_page"
LANGUAGES = ("uk", "en")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands around a package: from whom, to whom, what is asked, in which language."""

    sending_id: UUID
    kind: str
    title: str
    sender: str
    receiver: str
    asked: str
    day: str
    language: str


def keep(by: Viewer, case: Case, package: Package, letter: Letter) -> tuple[UUID, UUID]:
    """Keep both forms in the vault; return the originals, the machine's first."""
    machine, page = (
        vault.keep(io.BytesIO(content), by=by, kind=kind, filename=f"{letter.sending_id}.{ending}", case=case.pid)
        for content, kind, ending in ((_json(package, letter), PACKAGE, "json"), (_page(package, letter), PAGE, "html"))
    )
    return machine.id, page.id


def _json(package: Package, letter: Letter) -> bytes:
    content = package.to_json() | {
        "kind": letter.kind,
        "from": letter.sender,
        "to": letter.receiver,
        "asked": letter.asked,
        "day": letter.day,
        "language": letter.language,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _page(package: Package, letter: Letter) -> bytes:
    with translation.override(letter.language):
        return render_to_string("cases/package_page.html", {"package": package, "letter": letter}).encode()
