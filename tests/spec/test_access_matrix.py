"""Every address × every role × own and other team's objects × GET and POST.

Three tables say what is expected: ``who_may`` (which role holds which act, which act an address needs) and
``objects`` (what to put into addresses). An address that no table names is expected to be shut to everybody, so
a new page fails here until it is named.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from dodomu.base.access.acts import Act
from dodomu.base.access.doors import FOR_PASSERS_BY, FOR_STAFF
from dodomu.base.access.roles import ROLES, Reach
from dodomu.base.access.web import act_of, is_public
from dodomu.base.settings import SecondFactor
from tests.people import make_team, make_user
from tests.spec.objects import ANY_CHILD, BODIES, ONLY_ITS_AUTHOR, QUERIES, WITHIN_REACH, World, maker_of
from tests.spec.who_may import (
    COMPARTMENTS,
    NEEDS,
    NOT_HERE,
    PUBLIC,
    SEES_ALL,
    SEES_BY_NAME,
    SEES_NOBODY,
    SEES_TEAM,
    WHO_MAY,
)

REFUSED = {403, 405}
"""405 says only that nobody may ask in this way."""
NOT_FOUND = {404, 405}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Place:
    """The work of one team, and for each named address that of an object of it."""

    world: World
    urls: dict[str, str]


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, the names it takes, its view."""

    name: str
    takes: tuple[str, ...]
    view: Any

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api-")

    @property
    def leads_to_a_child(self) -> bool:
        return (bool(WITHIN_REACH & set(self.takes)) or self.name == "cases:open") and self.name not in ANY_CHILD

    def url(self, world: World) -> str:
        """The address of an object of this world."""
        url = reverse(self.name, kwargs={one: maker_of(self.name, one)(world) for one in self.takes})
        return url + QUERIES[self.name](world) if self.name in QUERIES else url


def addresses() -> list[Address]:
    """Every address there is, read from the resolver."""

    def walk(patterns: list[Any], space: tuple[str, ...], takes: tuple[str, ...]) -> Iterator[Address]:
        for pattern in patterns:
            names = takes + tuple(pattern.pattern.converters) + _groups(pattern)
            if isinstance(pattern, URLResolver):
                inner = (*space, pattern.namespace) if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner, names)
            else:
                yield Address(":".join((*space, pattern.name or "?")), names, pattern.callback)

    return list(walk(get_resolver().url_patterns, (), ()))


def _groups(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    regex = getattr(pattern.pattern, "regex", None)
    return tuple(set(regex.groupindex) - set(pattern.pattern.converters)) if regex is not None else ()


ALL = addresses()
NAMED = [one for one in ALL if one.name in NEEDS]
UNNAMED = [one for one in ALL if one.name not in NEEDS | dict.fromkeys(PUBLIC | FOR_STAFF | FOR_PASSERS_BY)]


@pytest.fixture(scope="module")
def willow(django_db_setup: None, django_db_blocker: Any) -> Iterator[Place]:
    """One team's work for all tests here, which each take back what they did; it goes with the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World("Willow")
        yield Place(world, {one.name: one.url(world) for one in NAMED})
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _calm(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No second factor in the way, no attempts counted from the test before; for 20,000 visits no session is written, and
    the page of a refusal, one and the same wherever it is given, is neither drawn nor logged: its status is what is looked at.
    """
    settings.DODOMU = replace(django_settings.DODOMU, second_factor=SecondFactor.OPTIONAL)
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    monkeypatch.setattr("dodomu.kit.errors.render_to_string", lambda *_args, **_more: "")
    monkeypatch.setattr(logging.root.manager, "disable", logging.WARNING)
    cache.clear()
    yield
    cache.clear()


class Visitor:
    """Asks each address with the same session and takes back whatever it did."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user, backend=BACKEND)
        self.session = self.client.cookies

    def ask(self, method: str, address: Address, url: str) -> int:
        self.client.cookies = self.session.__class__(self.session.output(header=""))
        body: dict[str, Any] = {}
        if method == "post" and address.is_api:
            body = {"data": json.dumps(BODIES.get(address.name, {})), "content_type": "application/json"}
        with transaction.atomic():
            answer = getattr(self.client, method)(url, **body)
            answer.getvalue()
            transaction.set_rollback(True)
        return int(answer.status_code)


def roles_with(act: Act) -> set[str]:
    return set(WHO_MAY[act].split())


def sight_of(role: str) -> Reach:
    words = {Reach.ALL: SEES_ALL, Reach.TEAM: SEES_TEAM, Reach.OWN: SEES_BY_NAME, Reach.NONE: SEES_NOBODY}
    return next(reach for reach, roles in words.items() if role in roles.split())


def wrong(answers: list[tuple[str, str, int]]) -> str:
    return "\n".join(f"{method.upper()} {name} answered {status}" for method, name, status in answers)


def test_the_roles_hold_exactly_the_acts_written_down_here() -> None:
    assert {act: {role.code for role in ROLES if act in role.acts} for act in Act} == {
        act: roles_with(act) for act in WHO_MAY
    }


def test_the_roles_see_as_far_as_written_down_here() -> None:
    assert {role.code: role.sees for role in ROLES} == {role.code: sight_of(role.code) for role in ROLES}


def test_the_roles_open_exactly_the_compartments_written_down_here() -> None:
    found = {code: {role.code for role in ROLES if code in role.compartments} for code in COMPARTMENTS}
    assert found == {code: set(roles.split()) for code, roles in COMPARTMENTS.items()}


def test_every_page_names_the_act_written_down_here() -> None:
    pages = [one for one in NAMED if not one.is_api]
    assert {one.name: act_of(one.view) for one in pages} == {one.name: NEEDS[one.name] for one in pages}


def test_what_is_public_is_written_down_here() -> None:
    assert {one.name for one in ALL if is_public(one.view)} == PUBLIC


def test_every_page_that_names_an_act_is_written_down_here() -> None:
    assert [one.name for one in UNNAMED if act_of(one.view) is not None] == []


@pytest.mark.django_db
def test_a_passer_by_is_led_to_the_sign_in_page(willow: Place) -> None:
    visitor = Visitor()
    answers = [
        (method, one.name, visitor.ask(method, one, willow.urls[one.name]))
        for one in NAMED
        for method in ("get", "post")
    ]
    assert not wrong([answer for answer in answers if answer[2] not in {302, 401}])


AT_THE_DOOR = pytest.mark.sqlite_only
"""Refused by role and act alone, before the object is looked for: no query of a stage runs, on one database or the other."""


@AT_THE_DOOR
@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *(role.code for role in ROLES)])
def test_an_address_that_is_not_named_is_shut(role: str | None) -> None:
    visitor = Visitor(make_user(role) if role else None)
    answers = [
        (method, one.name, visitor.ask(method, one, _any_url(one))) for one in UNNAMED for method in ("get", "post")
    ]
    assert not wrong([answer for answer in answers if answer[2] != 403])


def _any_url(one: Address) -> str:
    """allauth's own names take words of their own kind; any will do, for nothing may answer."""
    for values in ("1", "a-b", 1):
        try:
            return reverse(one.name, kwargs=dict.fromkeys(one.takes, values))
        except NoReverseMatch:
            continue
    raise LookupError(f"{one.name} is named nowhere and takes {one.takes}")


@AT_THE_DOOR
@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_a_role_without_the_act_is_refused_everywhere(willow: Place, role: str) -> None:
    visitor = Visitor(make_user(role, team=willow.world.team))
    answers = [
        (method, one.name, visitor.ask(method, one, willow.urls[one.name]))
        for one in NAMED
        if role not in roles_with(NEEDS[one.name])
        for method in ("get", "post")
    ]
    assert not wrong([answer for answer in answers if answer[2] not in REFUSED and not _hidden(answer)])


def _hidden(answer: tuple[str, str, int]) -> bool:
    """The API may also say that there is no such thing."""
    return answer[1].startswith("api-") and answer[2] == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_a_role_with_the_act_is_let_in_to_its_own(willow: Place, role: str, database_kind: str) -> None:
    """Of the roles that see equally far, and so ask the same, the first on PostgreSQL and all others on the embedded database;
    there the first as well where it is alone. So each role is let in to each address once, and each address on both.
    """
    assert not let_in(willow, role, [one for one in NAMED if _is_turn(role, one, database_kind)])


@pytest.mark.heavy
@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_every_role_with_the_act_is_let_in_to_its_own(willow: Place, role: str) -> None:
    assert not let_in(willow, role, NAMED)


def let_in(willow: Place, role: str, where: list[Address]) -> str:
    """Which of these addresses of the role's own are not open to it, though it has the act."""
    visitor = Visitor(make_user(role, team=willow.world.team))
    answers = [
        (method, one.name, visitor.ask(method, one, willow.urls[one.name]))
        for one in where
        if role in roles_with(NEEDS[one.name]) and one.name not in ONLY_ITS_AUTHOR and _is_own(role, one)
        for method in ("get", "post")
    ]
    return wrong([answer for answer in answers if answer[2] in {403, 404} or answer[2] >= 500])


def _is_turn(role: str, one: Address, database_kind: str) -> bool:
    alike = sorted(other for other in roles_with(NEEDS[one.name]) if sight_of(other) == sight_of(role))
    own = [other for other in alike if _is_own(other, one)]
    is_first = own[:1] == [role]
    return is_first if database_kind == "postgres" else not is_first or len(own) == 1


def _is_own(role: str, one: Address) -> bool:
    """Within the role's sight when it belongs to the role's team."""
    return not {(one.name, role), (one.name, "*")} & NOT_HERE and (
        not one.leads_to_a_child or sight_of(role) >= Reach.TEAM
    )


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*SEES_TEAM.split(), *SEES_BY_NAME.split()])
def test_children_of_another_team_are_not_there(willow: Place, role: str) -> None:
    visitor = Visitor(make_user(role, team=make_team("Heron")))
    answers = [
        (method, one.name, visitor.ask(method, one, willow.urls[one.name]))
        for one in NAMED
        if role in roles_with(NEEDS[one.name]) and one.leads_to_a_child
        for method in ("get", "post")
    ]
    assert not wrong([answer for answer in answers if answer[2] not in NOT_FOUND])
