"""What leaves is noted before it leaves."""

from __future__ import annotations

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.figures.models import Release
from dodomu.journey.figures.queries import ReleaseNotFound


@transaction.atomic
def note_export(by: Viewer, purpose: str, rows: int, number: int | None = None) -> None:
    """Note that figures leave as a file: those of a release, or the published figures of others.

    Raises:
        NotAllowed: the viewer reads no figures. ReleaseNotFound.
    """
    policy.require(by, Act.FIGURES_READ)
    subject = None
    if number is not None:
        subject = Release.objects.filter(number=number).values_list("pid", flat=True).first()
        if subject is None:
            raise ReleaseNotFound
    journal.append("figures.exported", by=by, subject=subject, codes={"purpose": purpose, "entries": rows})
