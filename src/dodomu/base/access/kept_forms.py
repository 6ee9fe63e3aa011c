"""Keeping what somebody typed when the session had locked meanwhile, and giving it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from dodomu.base import keys
from dodomu.base.access.form_about import About, of_draft, of_form, require_kept_still
from dodomu.base.access.models import KeptForm, User
from dodomu.base.access.sealing import forget, open_words, seal_words
from dodomu.base.access.web import act_of, is_background
from dodomu.base.database.ids import new_id
from dodomu.base.jobs import enqueue, task

TABLE, COLUMN = "access_keptform", "sealed"
MOST_CHARACTERS = 500_000
MOST_FORMS = 5
LIFE = timedelta(hours=24)
KEPT_PAGE = "office:kept"
RELEASE = "kept_form"
"""Name of the hidden field by which a form that is sent again says which kept one it was."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was typed.

    Attributes:
        path: where it was sent to.
        page: the page it stood on.
        fields: names and values in their order, without tokens and passwords.
        sent: it was sent (and came too late), or was still being written.
        lost_files: how many files came with it; files are not kept.
    """

    id: UUID
    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    sent: bool
    lost_files: int


def keep_request(request: HttpRequest, view: object) -> None:
    """Keep the form of a POST that came too late. Sign-in forms and programs' requests are not kept."""
    if request.method != "POST" or act_of(view) is None or not isinstance(request.user, User):
        return
    if request.content_type == "application/json" or is_background(view):
        return
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    path, page = request.get_full_path(), request.headers.get("Referer", "")
    # Of what was destroyed nothing is kept; its author learns that on the page, once it is unlocked.
    with suppress(keys.KeyDestroyed):
        keep(request.user, path, page, fields, lost_files=len(request.FILES))


@transaction.atomic
def keep(
    user: User, path: str, page: str, fields: list[tuple[str, str]], *, sent: bool = True, lost_files: int = 0
) -> UUID | None:
    """Seal a form; too large or empty ones are not kept. The oldest of a person's make room.

    Raises:
        KeyDestroyed: it is about what was lawfully destroyed; nothing was kept.
    """
    kept = without_secrets(fields)
    if not any(value.strip() for _, value in kept) or sum(len(value) for _, value in kept) > MOST_CHARACTERS:
        return None
    require_kept_still(of_form(path, page, kept))
    _make_room(user)
    row = new_id()
    words = {"path": path, "page": page, "fields": kept, "sent": sent, "lost_files": lost_files}
    sealed, key = seal_words(TABLE, row, COLUMN, words)
    KeptForm.objects.create(id=row, user=user, sealed=sealed, data_key=key)
    # A little after its day, so that the row is certainly old when the task looks.
    enqueue(forget_old_forms.using(run_after=timezone.now() + LIFE + timedelta(minutes=1)))
    return row


def offered_before(user: User, target: str) -> Kept | None:
    """The form kept last, if it comes before the page its author is going to (home, or the very page of the form).

    Whoever is going elsewhere, into a call for one, goes there first; the form waits in their work.
    """
    row = _living(user).order_by("-kept_at").first()
    if row is None:
        return None
    kept = _opened(row)
    before = {"/", urlsplit(kept.page).path, urlsplit(kept.path).path}
    return kept if urlsplit(target).path in before else None


def waiting_since(user_id: UUID | None) -> list[tuple[UUID, datetime]]:
    """The kept forms of one person: their numbers, and when each was kept; the oldest, destroyed first, comes first."""
    return list(_living(user_id).order_by("kept_at").values_list("id", "kept_at"))


def kept_form(user: User, form_id: UUID) -> Kept | None:
    """One kept form of this person, if it is there."""
    row = _living(user).filter(pk=form_id).first()
    return _opened(row) if row else None


@transaction.atomic
def release(user: User, form_id: UUID) -> None:
    """Forget a kept form for ever: its author has sent it again or does not want it."""
    for row in KeptForm.objects.filter(user=user, pk=form_id, about=""):
        forget(row.data_key)
        row.delete()


def released(request: HttpRequest) -> None:
    """Forget the kept form that this very request brings back."""
    if request.method != "POST" or RELEASE not in request.POST or not isinstance(request.user, User):
        return
    try:
        form_id = UUID(request.POST[RELEASE])
    except ValueError:
        return
    release(request.user, form_id)


@transaction.atomic
def forget_old() -> int:
    """Forget all forms older than a day; how many there were. The task below asks for it."""
    old = list(KeptForm.objects.filter(kept_at__lte=timezone.now() - LIFE))
    for row in old:
        forget(row.data_key)
        row.delete()
    return len(old)


@transaction.atomic
def forget_where(meant: Callable[[About], bool]) -> int:
    """Forget every form and every draft that is about what is meant, whoever writes it; how many there were.

    Each is opened to see what it is about: the row does not tell.
    """
    found = [row.id for row in KeptForm.objects.iterator(chunk_size=100) if meant(_about(row))]
    rows = list(KeptForm.objects.select_for_update().filter(id__in=found).order_by("id"))
    for row in rows:
        forget(row.data_key)
        row.delete()
    return len(rows)


@task
def forget_old_forms() -> None:
    """Asked for with every kept form: what nobody came back for is destroyed after its day."""
    forget_old()


def _living(user: User | UUID | None) -> QuerySet[KeptForm]:
    return KeptForm.objects.filter(user=user, about="", kept_at__gt=timezone.now() - LIFE)


def _make_room(user: User) -> None:
    for row in KeptForm.objects.filter(user=user, about="").order_by("-kept_at")[MOST_FORMS - 1 :]:
        forget(row.data_key)
        row.delete()


def without_secrets(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The fields that may be kept: no token, no password, and nothing of the sealed level, which our keys must not open."""
    return [(name, value) for name, value in fields if not _is_secret(name)]


def _is_secret(name: str) -> bool:
    return name in {"csrfmiddlewaretoken", RELEASE} or "password" in name.casefold() or name.startswith("sealed_")


def _about(row: KeptForm) -> About:
    try:
        words = open_words(TABLE, row.id, COLUMN, row.sealed, row.data_key)
    except (keys.KeyDestroyed, keys.SealBroken):  # nobody can read it either
        return About("", frozenset())
    return of_draft(row.about, words["fields"]) if row.about else of_form(words["path"], words["page"], words["fields"])


def _opened(row: KeptForm) -> Kept:
    words = open_words(TABLE, row.id, COLUMN, row.sealed, row.data_key)
    fields = tuple((name, value) for name, value in words["fields"])
    return Kept(row.id, words["path"], words["page"], fields, words["sent"], words["lost_files"])
