"""Writing a bundle: a folder that appears whole or not at all, or one file encrypted to those it is for.

The folder is plaintext: it is what a court reads. Until it is whole it stands beside its place under a name of its own,
for its owner's eyes only; a machine that stops in the middle leaves that, and never half a bundle under the right name.
The encrypted file never touches the disk in the clear.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pyrage

from dodomu.base.access.viewer import Viewer
from dodomu.base.backup.packing import Packer, Part
from dodomu.base.durable import opened_durably, sync_folder
from dodomu.journey.evidence.actions.bundling import Bundle

Progress = Callable[[int, int], None]
LAST = "tagmanifest-sha256.txt"
"""Lists all others, and is written when they are there."""


class BundleTargetExists(ValueError):
    """There is something under this name already."""

    def __init__(self) -> None:
        super().__init__("out: accepted is a name that nothing has yet")


class UnfinishedBundle(ValueError):
    """Another bundle for this place is being written, or was left unfinished when the machine stopped."""

    def __init__(self, name: str) -> None:
        super().__init__(f"out: accepted is a place without an unfinished bundle; delete the folder {name} first")
        self.name = name


class RecipientUnknown(ValueError):
    """Not an age public key."""

    def __init__(self) -> None:
        super().__init__("to: accepted are age public keys, which begin with age1")


def unfinished(target: Path) -> Path:
    """Where a bundle stands until it is whole."""
    return target.with_name(f".{target.name}.unfinished")


def require_free(target: Path) -> None:
    """Accept silently a place where a bundle can be written.

    Raises:
        BundleTargetExists, UnfinishedBundle. FileNotFoundError: its folder does not exist.
    """
    if os.path.lexists(target):
        raise BundleTargetExists
    if not target.parent.is_dir():
        raise FileNotFoundError(2, "no such folder")
    if os.path.lexists(unfinished(target)):
        raise UnfinishedBundle(unfinished(target).name)


def recipients_of(texts: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """The age keys.

    Raises:
        RecipientUnknown.
    """
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError:
        raise RecipientUnknown from None


def write_folder(by: Viewer, bundle: Bundle, target: Path, progress: Progress | None = None) -> None:
    """Write the bundle as a folder, in the clear.

    Raises:
        As ``require_free`` and ``Bundle.pieces``. OSError: the disk is full or broken; nothing is left behind.
    """
    require_free(target)
    part = unfinished(target)
    part.mkdir(mode=0o700)
    try:
        _fill(by, bundle, part, _Counted(progress, bundle.size))
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_folder(target.parent)


def write_encrypted(
    by: Viewer, bundle: Bundle, target: Path, to: Sequence[pyrage.x25519.Recipient], progress: Progress | None = None
) -> None:
    """Write the bundle as one tar archive that only the recipients can open (``age --decrypt | tar --extract``).

    Raises:
        As ``require_free`` and ``Bundle.pieces``. OSError: the disk is full or broken; nothing is left behind.
    """
    require_free(target)
    counted = _Counted(progress, bundle.size)
    first = [path for path in bundle.tags if path != LAST]
    name = target.name.partition(".")[0] or "bundle"

    def parts() -> Iterator[Part]:
        for file in bundle.payload:
            yield Part(f"{name}/{file.path}", file.size, lambda file=file: bundle.pieces(by, file))  # type: ignore[misc]
        yield from (Part.of_bytes(f"{name}/{path}", bundle.tags[path]) for path in first)

    packer = Packer(parts(), lambda _: Part.of_bytes(f"{name}/{LAST}", bundle.tags[LAST]), counted.at)
    try:
        with opened_durably(target) as file:
            pyrage.encrypt_io(packer, file, list(to))
    except pyrage.EncryptError as error:
        raise packer.failure or OSError("the bundle could not be encrypted") from error


class _Counted:
    """Tells how many bytes are written."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def add(self, count: int) -> None:
        self.at(self._done + count)

    def at(self, done: int) -> None:
        self._done = done
        if self._progress:
            self._progress(done, max(done, self._total))


def _fill(by: Viewer, bundle: Bundle, folder: Path, counted: _Counted) -> None:
    for file in bundle.payload:
        _write(folder / file.path, bundle.pieces(by, file), counted)
    for path, content in bundle.tags.items():
        if path != LAST:
            _write(folder / path, [content], counted)
    _write(folder / LAST, [bundle.tags[LAST]], counted)
    for below in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        sync_folder(below)
    sync_folder(folder)


def _write(path: Path, pieces: Iterable[bytes], counted: _Counted) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for piece in pieces:
            stream.write(piece)
            counted.add(len(piece))
        stream.flush()
        os.fsync(stream.fileno())
