"""Cases whose keys are gone: every page of theirs opens, or says so; and what is declared as care data is all there was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from dodomu.base import keys, shred
from dodomu.base.access.roles import ROLES
from dodomu.base.settings import SecondFactor
from dodomu.base.shred.guarding import care_keys_of
from dodomu.journey.cases.models import Case
from tests import shredded_places
from tests.people import make_user
from tests.spec.objects import WHY, World
from tests.spec.test_access_matrix import BACKEND, NAMED

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]
BELOW = {"access", "keys", "vault", "journal", "jobs"}
"""Floors below the stages keep nothing under the key of a case."""


def test_every_page_of_an_erased_case_opens_and_all_that_is_erased_was_declared(settings: Any) -> None:
    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.OPTIONAL)
    world = World("Willow")
    urls = {one.name: one.url(world) for one in NAMED if one.leads_to_a_child and not one.is_api}
    care = {key for case in Case.objects.all() for key in care_keys_of(case.id)}
    under = set(_opening(care))
    declared = {table[0] for one in shred.care_tables() for table in (one.table, *one.parts)}
    kept = {table[0] for one in shred.care_tables(stays=True) for table in (one.table, *one.parts)}
    assert len(under) > 15
    assert {model.__name__ for model in under - declared} == set()
    assert {model.__name__ for model in under & kept} == set()
    assert shredded_places.wrongly_kept()[1] == []
    for key in care:
        keys.destroy_key(key)
    browser = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    browser.force_login(make_user(*(role.code for role in ROLES), team=world.team), backend=BACKEND)
    assert _broken(browser, urls) == {}
    page = browser.get(urls["cases:case"]).content.decode()
    assert "erased: its key was lawfully destroyed" in page
    assert WHY not in page


def _broken(browser: Client, urls: dict[str, str]) -> dict[str, int]:
    """Addresses that answer with an error of ours, when they are opened and when an empty form is sent to them."""
    assert len(urls) > 100
    found = {}
    for name, url in urls.items():
        for ask in (browser.get, browser.post):
            with transaction.atomic():
                status = ask(url).status_code
                transaction.set_rollback(True)
            if status >= 500:
                found[name] = status
    return found


def _opening(key_ids: set[UUID]) -> Iterator[type[models.Model]]:
    """The tables in which anything opens with these keys."""
    opened = list(keys.open_keys(key_ids).values())
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if field.name.endswith("_sealed")]
        if model._meta.app_label in BELOW or not names:
            continue
        rows = model._default_manager.all()
        if any(_opens(key, row, name) for row in rows for key in opened for name in names):
            yield model


def _opens(key: keys.OpenKey, row: Any, column: str) -> bool:
    blob = getattr(row, column)
    try:
        return blob is not None and keys.unseal(key, row._meta.db_table, row.pk, column, bytes(blob)) is not None
    except keys.SealBroken:
        return False
