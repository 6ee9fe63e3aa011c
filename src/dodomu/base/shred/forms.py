"""Forms that somebody is still writing about a case go with its care, and afterwards none is kept.

They stand under keys of their own and die within a day anyway; a destruction does not wait for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db import models

from dodomu.base.access import kept_forms
from dodomu.base.access.form_about import About
from dodomu.base.keys import DataKey, KeyDestroyed
from dodomu.base.shred.guarding import care_keys_of
from dodomu.base.shred.kinds import Table, care_tables
from dodomu.base.shred.offers import late

CareNames = Callable[[UUID], Iterable[UUID]]
"""The id of a case to the ids by which pages name it besides those of its records, such as that of the child."""

_names: list[CareNames] = []


def register_care_names(provider: CareNames) -> CareNames:
    """Have a stage say by what else its pages name a case; registering it again changes nothing."""
    if provider not in _names:
        _names.append(provider)
    return provider


def forget_forms(case_id: UUID) -> int:
    """Destroy what anybody is still writing on the care of this case, in the caller's transaction; how many there were.

    Call it when the keys of the care are held: who keeps a form holds them too, so that none comes in between.
    """
    late.do()
    ids = {pk for table in _tables() for pk in _records(table, case_id)}
    ids |= {one for provider in _names for one in provider(case_id)}
    stages = _stages()
    return kept_forms.forget_where(lambda form: form.stage in stages and not ids.isdisjoint(form.ids))


def require_living(form: About) -> None:
    """Let a form be kept unless every case it names was destroyed. The keys are held, so that a destruction waits.

    Raises:
        KeyDestroyed: nothing is written about them any more.
    """
    if form.stage not in _stages():
        return
    cases = {case for table in _tables(form.stage) for case in _cases(table, form.ids)}
    keys = {key for case in sorted(cases) for key in care_keys_of(case)}
    # Held in the order in which a destruction holds them.
    held = DataKey.objects.select_for_update(no_key=True).filter(id__in=keys).order_by("id")
    if keys and all(row.wrapped is None for row in held):
        raise KeyDestroyed("The case was destroyed; no words about it are kept.")


def _stages() -> frozenset[str]:
    """The stages that keep care of a case. What is written on pages of others is evidence, or about no case."""
    return frozenset(table.table[0]._meta.app_label for table in care_tables())


def _tables(stage: str = "") -> Iterator[Table]:
    """Tables whose records an address can name: all, or those of one stage and the case itself."""
    for kind in (*care_tables(), *care_tables(stays=True)):
        for table in (kind.table, *kind.parts):
            model, way = table[:2]
            if way == "id" or (isinstance(model._meta.pk, models.UUIDField) and stage in {"", model._meta.app_label}):
                yield table


def _records(table: Table, case_id: UUID) -> Iterable[UUID]:
    model, way = table[:2]
    return model._default_manager.filter(**{way: case_id}).values_list("pk", flat=True)


def _cases(table: Table, ids: frozenset[UUID]) -> Iterable[UUID]:
    model, way = table[:2]
    return model._default_manager.filter(pk__in=ids).values_list(way, flat=True) if ids else ()
