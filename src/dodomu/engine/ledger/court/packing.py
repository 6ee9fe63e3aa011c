"""The bag around a bundle: every file that is not evidence as bytes, evidence as digests, and one check while it is copied.

Originals may be larger than memory. Their digests are known from when they were kept, so all manifests can be written
before the first byte of evidence moves; whoever copies them lets each one run through `as_listed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from dodomu.engine.ledger import bagit
from dodomu.engine.ledger.bag_paths import require_safe_paths
from dodomu.engine.ledger.bagit import BagEntry
from dodomu.engine.ledger.court.errors import FileDiffers
from dodomu.engine.ledger.court.facts import Payload


def tag_files(
    payload: Sequence[Payload], tags: Mapping[str, bytes], information: Sequence[tuple[str, str]] = ()
) -> dict[str, bytes]:
    """All files of the bag outside `data/`, manifests included, sorted by path.

    Args:
        payload: the files below `data/`. tags: what else goes in: proofs, descriptions, sheets, the program.
        information: fields of `bag-info.txt`, in their order.

    Raises:
        BagRefused: a tag that the bag writes itself, or below `data/`; see `bagit`.
        PathRefused and what derives from it: a path no bundle may have, or two that are one on some systems.

    >>> sorted(tag_files([], {"VERIFY.md": b"how"}))
    ['VERIFY.md', 'bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']
    """
    own = {bagit.DECLARATION, bagit.INFO, bagit.MANIFEST, bagit.TAG_MANIFEST}
    if own & set(tags):
        raise bagit.BagRefused("the bag writes its own files itself")
    entries = [BagEntry(one.path, one.sha256, one.size) for one in payload]
    files = dict(tags)
    files[bagit.DECLARATION] = bagit.declaration()
    files[bagit.INFO] = bagit.information(entries, information)
    files[bagit.MANIFEST] = bagit.manifest(entries)
    require_safe_paths([*(one.path for one in entries), *files, bagit.TAG_MANIFEST])
    files[bagit.TAG_MANIFEST] = bagit.tag_manifest(
        BagEntry(path, sha256(content).hexdigest(), len(content)) for path, content in files.items()
    )
    return dict(sorted(files.items()))


def as_listed(payload: Payload, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of one file as they come, held against what the manifest lists.

    The last piece is handed out only when the whole is right, so that a longer or other file never looks finished.

    Raises:
        FileDiffers: other bytes, more or fewer than listed.

    >>> empty = Payload("data/e", sha256(b"").hexdigest(), 0, bytes(32), "original")
    >>> list(as_listed(empty, [b""]))
    [b'']
    """
    digest, size, held = sha256(), 0, b""
    for piece in filter(None, pieces):
        size += len(piece)
        if size > payload.size:
            raise FileDiffers("a file is longer than the manifest lists")
        digest.update(piece)
        yield held
        held = piece
    if size != payload.size or digest.hexdigest() != payload.sha256:
        raise FileDiffers("a file is not the one the manifest lists")
    yield held
