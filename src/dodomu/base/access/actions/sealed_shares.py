"""The ceremony of the recovery shares. Every step, and every share that was refused, leaves a leaf in the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from django.db import transaction

from dodomu.base import keys
from dodomu.base.access.acts import Act
from dodomu.base.access.models import User
from dodomu.base.access.policy import require
from dodomu.base.access.refusals import has_left
from dodomu.base.access.sealed_words import in_words, refusal
from dodomu.base.access.viewer import Viewer
from dodomu.base.journal import append


@dataclass(frozen=True, slots=True)
class Sheet:
    """One share as it is printed, once."""

    number: int
    holder: User
    text: str = field(repr=False)


@transaction.atomic
def make_shares(by: Viewer, holders: Sequence[User]) -> list[Sheet]:
    """Make the first five shares. They are returned this once and kept nowhere.

    Raises:
        NotAllowed: ``by`` does not hold the ceremony. Refused: not five different colleagues who are here, or there
            are shares already.
    """
    require(by, Act.SHARES_MANAGE)
    _all_here(holders)
    with in_words():
        made, texts = keys.make_recovery([one.pk for one in holders], by=by.staff_id)
    append("shares.made", by=by, subject=made.id, codes={"shares": len(texts), "threshold": made.threshold})
    return _sheets(holders, texts)


def renew_shares(by: Viewer, texts: Sequence[str], holders: Sequence[User]) -> list[Sheet]:
    """Make five new shares with three of the present ones, which stay in force until all five are confirmed.

    Raises:
        As ``make_shares``; Refused: the shares do not open (journaled).
    """
    require(by, Act.SHARES_MANAGE)
    _all_here(holders)
    try:
        with transaction.atomic():
            made, new = keys.renew_recovery(texts, [one.pk for one in holders], by=by.staff_id)
            append("shares.renewed", by=by, subject=made.id, codes={"shares": len(new), "threshold": made.threshold})
    except keys.SealedError as error:
        _refuse(by, error)
    return _sheets(holders, new)


def confirm_own_share(by: Viewer, text: str) -> bool:
    """A holder types the share from the paper; whether the shares came in force with it, the last of five.

    Raises:
        Refused: it is not the viewer's share (journaled), or no ceremony waits for it.
    """
    require(by, Act.OWN_ACCOUNT)
    try:
        with transaction.atomic():
            recovery, in_force = keys.confirm_share(by.staff_id, text)
            append("shares.confirmed", by=by, subject=recovery.id)
            if in_force:
                append("shares.in_force", by=by, subject=recovery.id)
    except keys.SealedError as error:
        _refuse(by, error)
    return in_force


def check_own_share(by: Viewer, text: str) -> int:
    """Whether a paper is the share in force that the viewer holds; its number.

    Raises:
        Refused: it is another one (journaled).
    """
    require(by, Act.OWN_ACCOUNT)
    try:
        row = keys.check_share(text)
        if row.holder_id != by.staff_id:
            raise keys.WrongShare((row.number,))
        with transaction.atomic():
            append("shares.checked", by=by, subject=row.recovery_id, codes={"number": row.number})
    except keys.SealedError as error:
        _refuse(by, error)
    return row.number


@transaction.atomic
def abandon_shares(by: Viewer) -> None:
    """Give up a ceremony that waits; the shares in force stay so.

    Raises:
        NotAllowed: ``by`` does not hold the ceremony. Refused: none waits.
    """
    require(by, Act.SHARES_MANAGE)
    with in_words():
        ended = keys.abandon_recovery()
    append("shares.abandoned", by=by, subject=ended.id)


def rehearse_shares(by: Viewer, texts: Sequence[str]) -> None:
    """Put three shares together and see that they would open; nothing is opened.

    Raises:
        NotAllowed: ``by`` does not hold the ceremony. Refused: they do not (journaled); a wrong one is named.
    """
    require(by, Act.SHARES_MANAGE)
    try:
        with transaction.atomic():
            recovery = keys.rehearse_recovery(texts)
            append("shares.rehearsed", by=by, subject=recovery.id)
    except keys.SealedError as error:
        _refuse(by, error)


def pass_on_with_shares(by: Viewer, texts: Sequence[str], lost: User, to: User) -> int:
    """Open to ``to`` what was sealed to ``lost``, who left or forgot the passphrase; how many accounts.

    Raises:
        NotAllowed: ``by`` does not hold the ceremony. Refused: the shares do not open (journaled), ``to`` has no key or left.
    """
    require(by, Act.SHARES_MANAGE)
    _all_here([to])
    try:
        with transaction.atomic():
            values = keys.pass_on_by_shares(texts, lost.pk, to.pk)
            codes: dict[str, str | int] = {"colleague": str(lost.pid), "count": len(values)}
            append("shares.used", by=by, subject=to.pid, codes=codes)
            for value in values:
                append("shares.opened_to", by=by, subject=value.row, codes={"colleague": str(to.pid)})
    except keys.SealedError as error:
        _refuse(by, error)
    return len(values)


def _sheets(holders: Sequence[User], texts: Sequence[str]) -> list[Sheet]:
    return [Sheet(number, *one) for number, one in enumerate(zip(holders, texts, strict=True), 1)]


def _all_here(people: Sequence[User]) -> None:
    if not all(one.is_active for one in people):
        raise has_left()


def _refuse(by: Viewer, error: keys.SealedError) -> NoReturn:
    if isinstance(error, keys.WrongShare | keys.OtherShares | keys.ShareMistyped | keys.TooFewShares):
        with transaction.atomic():
            append("shares.refused", by=by, subject=by.pid, codes={"why": error.code})
    raise refusal(error) from None
