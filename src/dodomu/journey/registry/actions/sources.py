"""The sources statements come from."""

from __future__ import annotations

from django.utils import timezone

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.sources import Grade, SourceKind
from dodomu.journey.registry.models import Source

USUAL_GRADES: dict[SourceKind, str] = {
    SourceKind.VERIFIED_DOCUMENT: "A1",
    SourceKind.CHILD: "B2",
    SourceKind.PARENT: "B2",
    SourceKind.AUTHORITY: "B2",
    SourceKind.RELATIVE: "C3",
    SourceKind.WITNESS: "C3",
    SourceKind.STAFF: "B2",
    SourceKind.OCCUPIER_LIST: "D4",
    SourceKind.OTHER: "F6",
}
"""Grade of a kind of source until a person grades the statement itself."""


def source_named(by: Viewer, name: str, kind: SourceKind, grade: str = "") -> Source:
    """The source of that name, made on first use. The name of a list or an office, never of a private person.

    Raises:
        ValueError: the name is empty, or the source is known as another kind.
    """
    if not policy.may(by, Act.FACT_ADD):
        policy.require(by, Act.REPORT_RECORD)
    name = " ".join(name.split())
    if not name:
        raise ValueError("source: a name is needed.")
    letters = str(Grade.read(grade)) if grade else USUAL_GRADES[kind]
    source, _ = Source.objects.get_or_create(
        name=name, defaults={"kind": str(kind), "grade": letters, "created_at": timezone.now()}
    )
    if source.kind != kind:
        raise ValueError("source: it is known under this name as another kind of source.")
    return source


def source_of_kind(by: Viewer, kind: SourceKind) -> Source:
    """The one source that stands for all statements of a kind of person, such as "a parent"."""
    return source_named(by, f"statement:{kind}", kind)
