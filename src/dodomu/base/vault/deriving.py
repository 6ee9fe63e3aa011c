"""Something made from an original: a new object that names what made it, and from what."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, seal, unseal
from dodomu.base.vault.chunks import Readable
from dodomu.base.vault.keeping import COMMITMENT, take_in
from dodomu.base.vault.models import DERIVATIVE, TABLE, Derivative, Original
from dodomu.base.vault.purposes import Purpose
from dodomu.engine.ledger import canonical_json, commitment, commitment_to_digest

Parameters = Mapping[str, object]
PARAMETERS = "commitment to parameters"
"""Another salt than that of the content: whoever is given the one must not be able to guess at the other."""


def derive(
    parent: UUID,
    stream: Readable,
    *,
    by: Viewer,
    purpose: Purpose,
    tool: str,
    tool_version: str,
    parameters: Parameters | None = None,
    filename: str = "",
    case: UUID | None = None,
) -> Derivative:
    """Keep what was made from an original, beside it, and journal it; the original stays as it is.

    The derivative is an object of the vault like any other, with its own key, digests and file: ``open_original`` opens
    it by the same identifier. Its leaf, ``original_derived``, commits to three things, in this order: its content, the
    content of its parent (the very commitment of the parent's own leaf), and the canonical JSON of the parameters.

    Args:
        parent: the original it was made from, or another derivative: the line is kept.
        stream: the new content; is read once, to its end, from where it stands.
        by: whoever had it made. The caller checks the right, and opened the parent by ``open_original``.
        purpose: what it is for; also its ``kind``.
        tool: the program that made it, a code such as ``pillow``. tool_version: its version.
        parameters: what it was told: text, whole numbers, true, false, null, lists and objects. Kept sealed.
        filename: a name to hand it out under; kept sealed.
        case: the case it belongs to, where it is known (see ``journal.append``).

    Raises:
        Original.DoesNotExist: no such parent. KeyDestroyed: the parent was lawfully destroyed.
        EntryRefused: tool or version is not a code. NotCanonical: the parameters hold something else.
        SourceChanged, VaultCannotWrite: see :func:`keep`.
    """
    told = dict(parameters or {})
    canonical = canonical_json(told)
    taken = take_in(stream)
    try:
        with transaction.atomic():
            above = Original.objects.select_related("data_key__organisation_key", "derivation").get(id=parent)
            codes = {"kind": purpose.value, "tool": tool, "version": tool_version, "original": str(parent)}
            commitments = (
                taken.commitment,
                _commitment_of(above),
                commitment(taken.key.derive(PARAMETERS), canonical),
            )
            kept = taken.record(by=by, kind=purpose.value, filename=filename)
            derivative = Derivative.objects.create(
                object=kept,
                parent=above,
                source_id=_source_of(above),
                purpose=purpose,
                tool=tool,
                tool_version=tool_version,
                parameters_sealed=seal(taken.key, DERIVATIVE, kept.id, "parameters", told),
            )
            journal.append("original_derived", by=by, subject=kept.id, commitments=commitments, codes=codes, case=case)
            return derivative
    except BaseException:
        taken.arrival.discard()
        raise


def derivatives_of(identifier: UUID) -> list[Derivative]:
    """Everything that was ever made from this object, directly or in further steps, oldest first."""
    found = Derivative.objects.select_related("object__data_key__organisation_key")
    line = list(found.filter(source=_source(identifier)).order_by("object_id"))
    parents = {one.object_id: one.parent_id for one in line}
    return [one for one in line if identifier in _line(one.parent_id, parents)]


def line_of(identifier: UUID) -> list[UUID]:
    """The object, what it was made from, and so on up to the original; of an original, itself alone."""
    found = Derivative.objects.filter(source=_source(identifier)).values_list("object_id", "parent_id")
    return _line(identifier, dict(found))


def _line(identifier: UUID, parents: Mapping[UUID, UUID]) -> list[UUID]:
    line = [identifier]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return line


def _source(identifier: UUID) -> UUID:
    found = Derivative.objects.filter(object_id=identifier).values_list("source_id", flat=True).first()
    return found or identifier


def _source_of(above: Original) -> UUID:
    return above.derivation.source_id if hasattr(above, "derivation") else above.id


def _commitment_of(original: Original) -> str:
    key = open_key(original.data_key)
    digest = str(unseal(key, TABLE, original.id, "sha256", original.sha256_sealed))
    return commitment_to_digest(key.derive(COMMITMENT), bytes.fromhex(digest), original.size)
