"""``dodomu user``: staff from the command line, under the same rules as the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from dodomu.base.access.models import RoleGrant, Team, User
from dodomu.entry.cli import words
from tests.people import make_user

pytestmark = pytest.mark.django_db
Dodomu = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def founder() -> User:
    return make_user("administrator", username="founder")


def roles_of(name: str) -> set[str]:
    return set(RoleGrant.objects.filter(user__username=name, until=None).values_list("role", flat=True))


def test_a_colleague_is_added_with_roles_in_a_new_team(dodomu: Dodomu) -> None:
    code, out, _ = dodomu("user", "add", "lesia", "--display-name", "Леся", "--role", "case_worker", "--team", "Willow")
    assert code == 0
    assert re.search(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", out)
    assert roles_of("lesia") == {"case_worker"}
    assert Team.objects.filter(name="Willow").exists()


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_pages_of_a_colleague_speak_the_language_of_the_command(dodomu: Dodomu, language: str) -> None:
    words.speak(language)
    dodomu("user", "add", "lesia")
    assert User.objects.get(username="lesia").language == language


def test_the_list_shows_who_holds_what(dodomu: Dodomu) -> None:
    dodomu("user", "add", "lesia", "--role", "hotline")
    rows = json.loads(dodomu("user", "list", "--json")[1])
    assert {row["name"]: row["roles"] for row in rows} == {"founder": "administrator", "lesia": "hotline"}


def test_an_unknown_role_is_misuse(dodomu: Dodomu) -> None:
    code, _, err = dodomu("user", "add", "lesia", "--role", "queen")
    assert code == 2
    assert "case_worker" in err
    assert not User.objects.filter(username="lesia").exists()


def test_a_role_is_granted_and_ended(dodomu: Dodomu) -> None:
    dodomu("user", "add", "lesia")
    assert dodomu("user", "grant", "lesia", "auditor")[0] == 0
    assert roles_of("lesia") == {"auditor"}
    assert dodomu("user", "end", "lesia", "auditor")[0] == 0
    assert roles_of("lesia") == set()


def test_nobody_grants_themselves_a_role(dodomu: Dodomu) -> None:
    code, _, err = dodomu("user", "grant", "founder", "director")
    assert code == 1
    assert "own rights" in err


def test_who_is_no_administrator_adds_nobody(dodomu: Dodomu) -> None:
    make_user("hotline", username="vira")
    assert dodomu("user", "add", "lesia", "--as", "vira")[0] == 1


def test_a_forgotten_password_is_replaced(dodomu: Dodomu) -> None:
    dodomu("user", "add", "lesia")
    before = User.objects.get(username="lesia").password
    assert dodomu("user", "password", "lesia")[0] == 0
    assert User.objects.get(username="lesia").password != before


def test_who_leaves_can_act_no_more(dodomu: Dodomu) -> None:
    dodomu("user", "add", "lesia", "--role", "auditor")
    assert dodomu("user", "leave", "lesia")[0] == 0
    code, _, err = dodomu("journal", "verify", "--as", "lesia")
    assert code == 1
    assert "has left" in err


def test_a_sign_in_name_that_is_taken_is_told_in_a_sentence(dodomu: Dodomu) -> None:
    dodomu("user", "add", "lesia")
    code, _, err = dodomu("user", "add", "lesia")
    assert code == 1
    assert err.startswith("Error: ")
