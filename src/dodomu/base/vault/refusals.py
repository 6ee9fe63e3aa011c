"""Why the vault did not take something in, in a sentence for whoever handed it in."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
MANY = {errno.EMFILE, errno.ENFILE}
WRITTEN_WHILE_READ = _(
    "The file was changed while it was being read, and was not kept. Close it elsewhere and hand it in again."
)
NO_SPACE = _(
    "There is no space left on the disk of this installation. Nothing was kept and nothing was lost: tell whoever "
    "looks after it, then hand it in again."
)
TOO_MANY_FILES = _(
    "The server has too many files open at this moment. Nothing was kept and nothing was lost: wait a minute and hand it in "
    "again."
)
DISK_FAILS = _(
    "The disk of this installation does not take anything in. Nothing was kept: tell whoever looks after it, for the disk may "
    "be failing."
)


class VaultCannotWrite(OSError):
    """The disk is full or broken. Nothing of what was handed in was kept; what was kept before is untouched."""

    @property
    def sentence(self) -> str:
        return str(self._words())

    def __str__(self) -> str:
        return self.sentence

    def _words(self) -> Promise:
        if self.errno in FULL:
            return NO_SPACE
        return TOO_MANY_FILES if self.errno in MANY else DISK_FAILS


class SourceChanged(ValueError):
    """The file was written to while it was being read; nothing of it was kept."""

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        return str(WRITTEN_WHILE_READ)


@contextmanager
def on_the_disk() -> Iterator[None]:
    """What the disk refuses within is ``VaultCannotWrite``."""
    try:
        yield
    except VaultCannotWrite:
        raise
    except OSError as error:
        raise VaultCannotWrite(error.errno, error.strerror) from error
