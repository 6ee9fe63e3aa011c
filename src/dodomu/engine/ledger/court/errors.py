"""What no bundle is made of. Each refusal is one that the verifier would find later, in front of a court."""

from __future__ import annotations

from dodomu.engine.ledger.errors import LedgerError


class BundleRefused(LedgerError):
    """Base of what makes facts unfit for a bundle; messages name numbers and kinds, never a path or a word of a case."""

    code = "bundle_refused"


class CheckpointsDiffer(BundleRefused):
    """Checkpoints of different journals, two of one size, of an empty journal, or one without a proof to the newest."""

    code = "checkpoints_differ"


class EntryUnfit(BundleRefused):
    """An entry that is shown twice, names no place in the journal, or carries no list of commitments."""

    code = "entry_unfit"


class MapUnfit(BundleRefused):
    """The entry that is called the map of cases is not shown, is none, or stands before entries of the case."""

    code = "map_unfit"


class NothingOfCase(BundleRefused):
    """There is no entry of the case: a bundle about nothing proves nothing."""

    code = "nothing_of_case"


class NotCommitted(BundleRefused):
    """A file that no entry of the case committed to, or that does not open its commitment."""

    code = "not_committed"


class StampUnfit(BundleRefused):
    """A time stamp over something else than a checkpoint of the bundle, by a weak hash, or under an unusable name."""

    code = "stamp_unfit"


class FileDiffers(BundleRefused):
    """A file that turned out not to be the one the manifests list, while it was copied into the bundle."""

    code = "file_differs"


class DescriptionUnfit(BundleRefused):
    """An item without the files its fate asks for, with those it forbids, or with a number another item has."""

    code = "description_unfit"
