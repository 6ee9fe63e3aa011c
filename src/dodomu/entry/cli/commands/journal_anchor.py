"""``dodomu journal anchor``: what witnesses and authorities of time say to the journal, asked for by hand."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from dodomu.entry.cli.commands.journal_anchored import begin, said
from dodomu.entry.cli.options import as_json, as_user
from dodomu.entry.cli.output import show_json
from dodomu.entry.cli.refusals import Refusal

if TYPE_CHECKING:
    from dodomu.base.journal import AuthorityStanding, PublishedCheckpoint, StampAttempt, Witnesses, WitnessStanding


@click.command(
    help=_(
        "Have the journal vouched for by others: send the newest checkpoint to the partners in the file that "
        "DODOMU_WITNESSES names and have it stamped with the time by the authorities in the file that "
        "DODOMU_TIMESTAMP_AUTHORITIES names; keep the cosignatures and stamps that hold. Exit code 1 when too few "
        "partners have vouched for it, or an authority has not stamped it."
    )
)
@as_user
@as_json
def anchor(as_name: str | None, as_json: bool) -> int:
    """Ask every witness, then every authority, about one checkpoint."""
    begin(as_name)
    from dodomu.base import journal

    witnesses, authorities = journal.configured_witnesses(), journal.configured_authorities()
    if witnesses is None and not authorities:
        raise Refusal(
            _(
                "Nobody is named who could vouch for the journal, so nobody was asked: set DODOMU_WITNESSES or "
                "DODOMU_TIMESTAMP_AUTHORITIES to a file that names them."
            )
        )
    with said():
        journal.write_case_map()
        checkpoint, enough = _witnessed(witnesses)
        stamps = journal.stamp(authorities, checkpoint)
    if as_json:
        show_json(
            {
                "size": checkpoint.size,
                "enough": enough,
                "witnesses": [_witness_fields(one) for one in journal.anchoring_state(witnesses)] if witnesses else [],
                "authorities": [_authority_fields(one) for one in journal.stamping_state(authorities)],
            }
        )
    else:
        _tell(checkpoint.size, witnesses, enough, journal.stamping_state(authorities), stamps)
    return 0 if enough is not False and all(one.holds for one in stamps) else 1


def _witnessed(witnesses: Witnesses | None) -> tuple[PublishedCheckpoint, bool | None]:
    """The checkpoint, and whether enough witnesses have cosigned it; None where nobody is asked to."""
    from dodomu.base import journal

    if witnesses is None:
        return journal.make_checkpoint(), None
    attempts = journal.anchor(witnesses)
    keys = [key for one in attempts if one.outcome == journal.Outcome.COSIGNED for key in one.witness.keys]
    checkpoint = journal.latest_checkpoint()
    if checkpoint is None:
        raise journal.HistoryDiffers("The journal that was just signed is gone.")
    return checkpoint, witnesses.policy.is_met_by(keys)


def _tell(
    size: int,
    witnesses: Witnesses | None,
    enough: bool | None,
    state: Sequence[AuthorityStanding],
    stamps: Sequence[StampAttempt],
) -> None:
    from dodomu.base import journal

    for one in journal.anchoring_state(witnesses) if witnesses else ():
        click.echo(_witness_sentence(one))
    if enough is not None:
        click.echo(
            _("Enough partners have vouched for the first {size} entries.").format(size=size)
            if enough
            else _("Too few partners have vouched for the first {size} entries.").format(size=size)
        )
    for standing, attempt in zip(state, stamps, strict=True):
        click.echo(_authority_sentence(standing, attempt))


def _authority_fields(one: AuthorityStanding) -> dict[str, Any]:
    return {
        "name": one.authority.name,
        "address": one.authority.url,
        "outcome": one.outcome,
        "stamped": one.stamped,
        "stamped_time": one.gen_time,
        "not_stamped": one.unseen,
        "failing_since": one.failing_since,
    }


def _authority_sentence(one: AuthorityStanding, attempt: StampAttempt) -> str:
    named = {"name": one.authority.name, "outcome": attempt.sentence}
    if one.gen_time is None:
        return _("{name}: {outcome}. It has stamped nothing yet.").format(**named)
    return _("{name}: {outcome}. Stamped {seen} entries at {time} UTC; not the {unseen} after them.").format(
        seen=one.stamped, unseen=one.unseen, time=f"{one.gen_time:%Y-%m-%d %H:%M:%S}", **named
    )


def _witness_fields(one: WitnessStanding) -> dict[str, object]:
    return {
        "names": list(one.witness.names),
        "address": one.witness.url,
        "outcome": one.outcome.value,
        "cosigned": one.cosigned,
        "cosigned_at": one.cosigned_at,
        "not_vouched_for": one.unseen,
        "failing_since": one.failing_since,
    }


def _witness_sentence(one: WitnessStanding) -> str:
    from dodomu.base.journal import OUTCOMES

    return _("{name}: {outcome}. Vouches for {seen} entries; not for the {unseen} after them.").format(
        name=", ".join(one.witness.names), outcome=OUTCOMES[one.outcome], seen=one.cosigned, unseen=one.unseen
    )
