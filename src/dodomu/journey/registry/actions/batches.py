"""One import held for the length of a transaction, and the state it must be in."""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.models import BatchStatus, ImportBatch

SENTENCES: dict[str, Promise] = {
    "not_staged": _("The import was confirmed already. Its columns can no longer be changed: withdraw it instead."),
    "not_confirmed": _("Nobody has confirmed this import yet. Confirm it first."),
    "withdrawn": _("This import was withdrawn. Import the list again to have it back."),
}


class ImportNotPossible(ValueError):
    """The import is not in a state for this act. ``code`` is a key of ``SENTENCES``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])


def staff(by: Viewer) -> UUID:
    """The account that answers for the act: a list is imported by a person, never by the installation itself.

    Raises:
        NotAllowed: there is none.
    """
    if by.user_id is None:
        raise policy.NotAllowed(Act.LIST_IMPORT)
    return by.user_id


def locked(batch_id: UUID) -> ImportBatch:
    """The import, held until the end of the transaction.

    Raises:
        ImportBatch.DoesNotExist: there is none of this id.
    """
    return ImportBatch.objects.select_for_update().get(pk=batch_id)


def need_staged(batch: ImportBatch) -> None:
    """Pass in silence while the list waits for confirmation.

    Raises:
        ImportNotPossible: it was confirmed or withdrawn.
    """
    if batch.status == BatchStatus.WITHDRAWN:
        raise ImportNotPossible("withdrawn")
    if batch.status != BatchStatus.STAGED:
        raise ImportNotPossible("not_staged")
