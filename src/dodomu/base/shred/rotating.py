"""Rotation of the organisation key, with its leaves in the journal."""

from __future__ import annotations

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.jobs import task
from dodomu.base.keys import DataKey, Purpose, rotation


def rotate_keys(by: Viewer, progress: rotation.Progress | None = None) -> rotation.Rotated:
    """Wrap every data key under a new organisation key and destroy the old one; go on where this was cut off.

    Two leaves: ``keys_rotation_begun`` in the transaction that makes the new key, ``keys_rotated`` in the one that
    destroys the old.

    Raises:
        WrongKey: the key ring does not fit this database, or a data key was tampered with. RuntimeError: in a transaction.
    """

    def begun(version: int) -> None:
        journal.append("keys_rotation_begun", by=by, codes={"version": version})

    def ended(version: int, moved: int) -> None:
        journal.append("keys_rotated", by=by, codes={"version": version, "moved": moved})

    return rotation.rotate(rotation.Notes(begun, ended), progress)


def rotation_is_due() -> bool:
    """Whether care was shredded under an organisation key that still lives: then older backups hold a way to it."""
    found = DataKey.objects.filter(purpose=Purpose.CARE, wrapped=None, organisation_key__destroyed_at=None)
    return found.exists()


@task
def rotate_after_shredding() -> None:
    """Let a destruction reach the backups; of several that were asked for, the first does the work of all."""
    if rotation.is_unfinished() or rotation_is_due():
        rotate_keys(Viewer.system("keys"))
