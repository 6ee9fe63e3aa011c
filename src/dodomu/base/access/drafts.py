"""What a person is still writing on one page, kept sealed as it is typed: it survives a reload, another device, a lost network.

A draft is a kept form that names its page. It dies with its day, with its author's leaving, when it is sent, and when
what it is about is lawfully destroyed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access.form_about import of_draft, require_kept_still
from dodomu.base.access.kept_forms import COLUMN, LIFE, MOST_CHARACTERS, TABLE, without_secrets
from dodomu.base.access.models import KeptForm, User
from dodomu.base.access.sealing import forget, open_words, seal_words
from dodomu.base.database.ids import new_id
from dodomu.base.jobs import enqueue, task


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed on one page so far.

    Attributes:
        fields: names and values in their order.
        window, turn: which window saved it last, and its how-manyeth message that was.
    """

    version: int
    saved_at: datetime
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    window: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The page that sends a draft: the version it shows, its window, and its how-manyeth message this is."""

    version: int = 0
    window: str = ""
    turn: int = 0


class StaleDraft(ValueError):
    """Another window of the same person saved meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__("version: another window saved this draft since")


def draft_of(user: User, about: str) -> Draft | None:
    """What this person was writing on that page, if it is not older than a day."""
    row = _row(user, about)
    draft = _opened(row) if row else None
    return draft if draft and draft.fields else None


def begun(user_id: UUID | None, pages: Collection[str]) -> dict[str, datetime]:
    """Of these pages those on which this person has begun to write, and when they wrote last."""
    found = KeptForm.objects.filter(user=user_id, about__in=pages, kept_at__gt=timezone.now() - LIFE)
    return {row.about: row.kept_at for row in found if _opened(row).fields}


@transaction.atomic
def keep_draft(
    user: User, about: str, fields: Iterable[tuple[str, str]], page: Page, *, over: bool = False
) -> Draft | None:
    """Keep what stands on a page; the same words again count as kept, an overtaken message changes nothing.

    Parameters:
        over: also where another window saved meanwhile: somebody has said so, or sends the page.

    Returns:
        The draft as it stands, None where nothing can be kept: it is too long, or the page was sent already.

    Raises:
        StaleDraft: another window has saved other words since this page was shown.
        KeyDestroyed: the page is about what was lawfully destroyed; nothing was written.
    """
    kept = tuple(without_secrets(fields))
    if sum(len(value) for _name, value in kept) > MOST_CHARACTERS:
        return None
    require_kept_still(of_draft(about, kept))
    row = _row(user, about, hold=True)
    if row is None:
        return _begin(user, about, kept, page)
    now = _opened(row)
    if page.window and page.window == now.window and page.turn <= now.turn:
        return now if now.fields else None
    if not over and page.window != now.window and now.fields and page.version < row.version and now.fields != kept:
        raise StaleDraft
    return _write(row, kept, page)


@transaction.atomic
def end_draft(user: User, about: str, page: Page) -> None:
    """The page was sent, or its words are not wanted: they are gone for ever.

    An empty row stays for its day, so that a save still on its way from that window brings nothing back.
    """
    row = _row(user, about, hold=True)
    if row is not None:
        forget(row.data_key)
        row.sealed, row.data_key = seal_words(TABLE, row.id, COLUMN, _words((), page))
        _save(row)


@task
def forget_draft(row_id: str) -> None:
    """Asked for with every new draft: destroy it when nobody has written on it for a day."""
    with transaction.atomic():
        row = KeptForm.objects.select_for_update().filter(pk=UUID(row_id)).first()
        if row is None:
            return
        if row.kept_at + LIFE <= timezone.now():
            forget(row.data_key)
            row.delete()
        else:
            _ask_to_forget(row)


def _ask_to_forget(row: KeptForm) -> None:
    # A little after its day, so that the row is certainly old when the task looks.
    enqueue(forget_draft.using(run_after=row.kept_at + LIFE + timedelta(minutes=1)), row_id=row.id)


def _row(user: User, about: str, *, hold: bool = False) -> KeptForm | None:
    found = KeptForm.objects.filter(user=user, about=about)
    row = (found.select_for_update() if hold else found).first()
    return row if row and (hold or row.kept_at > timezone.now() - LIFE) else None


def _begin(user: User, about: str, kept: tuple[tuple[str, str], ...], page: Page) -> Draft:
    row_id = new_id()
    sealed, key = seal_words(TABLE, row_id, COLUMN, _words(kept, page))
    row, made = KeptForm.objects.get_or_create(
        user=user, about=about, defaults={"id": row_id, "sealed": sealed, "data_key": key, "version": 1}
    )
    if not made:
        forget(key)
        return _write(row, kept, page)
    _ask_to_forget(row)
    return _opened(row)


def _write(row: KeptForm, kept: tuple[tuple[str, str], ...], page: Page) -> Draft:
    key = keys.open_keys([row.data_key])[row.data_key]
    row.sealed = keys.seal(key, TABLE, row.id, COLUMN, _words(kept, page))
    _save(row)
    return _opened(row)


def _save(row: KeptForm) -> None:
    row.version, row.kept_at = row.version + 1, timezone.now()
    row.save(update_fields=("sealed", "data_key", "version", "kept_at"))


def _words(kept: tuple[tuple[str, str], ...], page: Page) -> dict[str, Any]:
    return {"fields": [list(one) for one in kept], "window": page.window, "turn": page.turn}


def _opened(row: KeptForm) -> Draft:
    words = open_words(TABLE, row.id, COLUMN, row.sealed, row.data_key)
    fields = tuple((name, value) for name, value in words["fields"])
    return Draft(row.version, row.kept_at, fields, words["window"], words["turn"])
