"""Signing in, the pinned doors of allauth, what comes first, the idle lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dodomu.base import journal, keys
from dodomu.base.access import actions
from dodomu.base.access.adapter import FactorAdapter
from dodomu.base.access.doors import FOR_STAFF, PINNED
from dodomu.base.access.kept_forms import forget_old_forms, keep
from dodomu.base.access.models import KeptForm
from dodomu.base.access.viewer import Viewer
from dodomu.base.settings import SecondFactor
from tests.people import PASSWORD, founder, make_team, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_old_attempts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def required(settings: Any) -> None:
    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.REQUIRED)


@pytest.fixture
def optional(settings: Any) -> None:
    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.OPTIONAL)


def give(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def allauth_names() -> set[str]:
    """Every name below /account/, whatever allauth adds one day."""
    found: set[str] = set()

    def walk(patterns: list[Any], inside: bool) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, inside or str(pattern.pattern) == "account/")
            elif inside:
                found.add(pattern.name)

    walk(get_resolver().url_patterns, False)
    return found


def test_no_pinned_door_is_misspelt(settings: Any) -> None:
    known = allauth_names()
    assert {name for name in PINNED if "webauthn" not in name} <= known


@pytest.mark.parametrize("role", [None, "administrator"])
def test_every_other_door_of_allauth_is_shut(role: str | None, client_for: SignIn, client: Client) -> None:
    visitor = client_for(role) if role else client
    for name in sorted(allauth_names() - PINNED):
        for kwargs in ({}, {"key": "x"}, {"uidb36": "1", "key": "x"}):
            try:
                address = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            assert visitor.get(address).status_code == 403, name
            assert visitor.post(address).status_code == 403, name


def test_there_is_no_social_sign_in() -> None:
    assert not {name for name in allauth_names() if "social" in name}


def test_a_passer_by_is_led_to_sign_in_from_every_own_account_page(client: Client) -> None:
    for name in sorted((FOR_STAFF & allauth_names()) - {"mfa_edit_webauthn", "mfa_remove_webauthn"}):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_an_unnamed_view_is_refused_even_to_a_director(client_for: SignIn, unnamed_address: str) -> None:
    assert client_for("director").get(unnamed_address).status_code == 403


@pytest.fixture
def unnamed_address(settings: Any) -> str:
    settings.ROOT_URLCONF = "tests.base.unnamed_urls"
    return "/unnamed/"


def test_signing_in_leads_home_and_is_journaled(client: Client, optional: None) -> None:
    iryna = make_user("hotline", username="iryna")
    assert give(client, "Iryna").status_code == 302
    assert [entry.kind for entry in journal.entries_by(iryna.pid)] == ["session.begun"]


def test_a_wrong_password_and_an_unknown_name_look_the_same(client: Client) -> None:
    make_user("hotline", username="iryna")
    wrong, unknown = give(client, "iryna", "not-it-at-all"), give(client, "nobody", "not-it-at-all")
    assert wrong.status_code == unknown.status_code == 200
    assert _errors(wrong) == _errors(unknown) != []


def test_one_who_left_looks_like_one_who_never_was(client: Client) -> None:
    gone = make_user("hotline", username="iryna")
    actions.leave(Viewer.of(founder()), gone)
    gone.set_password(PASSWORD)
    gone.save(update_fields=["password"])
    assert _errors(give(client, "iryna")) == _errors(give(client, "nobody", "not-it-at-all"))
    assert "_auth_user_id" not in client.session


def _errors(answer: Any) -> list[str]:
    return [line.message for line in answer.context["form"].error_list]


def test_an_unknown_name_costs_a_hash_as_well(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from dodomu.base.access.models import User

    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    give(client, "nobody", "not-it-at-all")
    assert hashed == ["not-it-at-all"]


def test_a_failed_sign_in_is_journaled_without_the_name(client: Client) -> None:
    give(client, "iryna", "not-it-at-all")
    entry = journal.recent(1)[0]
    assert (entry.kind, entry.subject, entry.codes) == ("session.refused", None, {})


def test_the_sixth_attempt_on_a_name_is_refused_even_with_the_right_password(client: Client) -> None:
    make_user("hotline", username="iryna")
    for _ in range(5):
        give(client, "iryna", "not-it-at-all")
    assert "_auth_user_id" not in client.session
    assert give(client, "iryna").status_code in {200, 429}
    assert "_auth_user_id" not in client.session


def test_a_one_time_password_leads_to_choosing_an_own_one(client: Client, optional: None) -> None:
    account = actions.add_user(Viewer.of(founder()), "iryna", "Iryna Melnyk")
    actions.grant_role(Viewer.of(founder()), account.user, "hotline")
    give(client, "iryna", account.password)
    assert client.get(reverse("office:account"))["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password")).content.decode()
    assert reverse("office:account") not in page, "the way out of here is signing out"


def test_after_choosing_a_password_the_pages_open(client: Client, optional: None) -> None:
    account = actions.add_user(Viewer.of(founder()), "iryna", "Iryna Melnyk")
    actions.grant_role(Viewer.of(founder()), account.user, "hotline")
    give(client, "iryna", account.password)
    new = {"oldpassword": account.password, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(reverse("account_change_password"), new).status_code == 302
    assert client.get(reverse("office:account")).status_code == 200


def test_the_one_time_password_is_not_a_password_of_ones_own(client: Client, optional: None) -> None:
    account = actions.add_user(Viewer.of(founder()), "iryna", "Iryna Melnyk")
    give(client, "iryna", account.password)
    same = {"oldpassword": account.password, "password1": account.password, "password2": account.password}
    assert client.post(reverse("account_change_password"), same).status_code == 200
    account.user.refresh_from_db()
    assert account.user.must_change_password


def test_a_required_second_factor_comes_before_everything(client_for: SignIn, required: None) -> None:
    client = client_for("director")
    _require(client)
    assert client.get(reverse("office:staff"))["Location"] == reverse("mfa_index")
    assert client.post(reverse("office:language"), {"language": "en"})["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_the_way_out_of_the_first_second_factor_is_to_sign_out(client: Client) -> None:
    client.force_login(make_user("hotline"), backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(reverse("mfa_index")).content.decode()
    main = shown.split("<main")[1].split("</main>")[0]
    assert reverse("account_logout") in main
    assert reverse("office:account") not in main


def _require(client: Client) -> None:
    from django.conf import settings

    settings.DODOMU = replace(settings.DODOMU, second_factor=SecondFactor.REQUIRED)


def test_setting_up_the_app_opens_the_pages(client: Client, required: None) -> None:
    make_user("director", username="olena")
    give(client, "olena")
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer["Location"]).context["unused_codes"]) == 10
    assert client.get(reverse("office:staff")).status_code == 200


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def test_with_a_second_factor_the_password_alone_opens_nothing(client: Client, required: None) -> None:
    olena, secret = make_user("director", username="olena"), generate_totp_secret()
    TOTP.activate(olena, secret)
    assert give(client, "olena")["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("office:staff"))["Location"].startswith(reverse("account_login"))
    client.post(reverse("mfa_authenticate"), {"code": _code(secret)})
    assert client.get(reverse("office:staff")).status_code == 200


def test_the_secret_of_the_app_lies_sealed() -> None:
    secret = generate_totp_secret()
    TOTP.activate(make_user("director"), secret)
    kept = Authenticator.objects.get().data["secret"]
    assert secret not in kept
    assert FactorAdapter().decrypt(kept) == secret


def test_the_last_required_factor_cannot_be_taken_away(required: None) -> None:
    factor = TOTP.activate(make_user("director"), generate_totp_secret()).instance
    assert not FactorAdapter().can_delete_authenticator(factor)


def test_pages_are_never_stored(client: Client) -> None:
    assert client.get(reverse("account_login"))["Cache-Control"] == "no-store"


def after(**time: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def test_after_fourteen_minutes_the_page_is_still_open(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:account"))
    with after(minutes=14):
        assert client.get(reverse("office:account")).status_code == 200


def test_after_fifteen_minutes_the_session_locks_and_remembers_the_place(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:account"))
    with after(minutes=16):
        answer = client.get(reverse("office:staff"))
        assert answer["Location"] == f"{reverse('office:lock')}?next=%2Foffice%2Fstaff%2F"
        assert "viewer" not in str(client.get(answer["Location"]).context.get("navigation"))


def test_only_the_password_unlocks(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    assert client.get(reverse("office:staff")).status_code == 302
    client.post(reverse("office:lock") + "?next=/office/staff/", {"password": "not-it-at-all"})
    assert client.get(reverse("office:staff")).status_code == 302
    answer = client.post(reverse("office:lock") + "?next=/office/staff/", {"password": PASSWORD})
    assert answer["Location"] == "/office/staff/"
    assert client.get(reverse("office:staff")).status_code == 200


def test_five_wrong_passwords_at_the_lock_end_the_session(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    for _ in range(5):
        client.post(reverse("office:lock"), {"password": "not-it-at-all"})
    assert "_auth_user_id" not in client.session


def test_where_one_is_signed_in_is_noted_once_a_minute_and_for_each_browser(client_for: SignIn) -> None:
    client, page = client_for("director"), reverse("office:account")

    def seen(browser: str) -> tuple[str, datetime]:
        assert client.get(page, headers={"user-agent": browser}).status_code == 200
        return UserSession.objects.values_list("user_agent", "last_seen_at").get()

    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = seen("one")
        clock.shift(timedelta(seconds=50))
        assert seen("one") == first
        assert seen("another") == ("another", timezone.now())
        clock.shift(timedelta(seconds=61))
        assert seen("another") == ("another", timezone.now())


def test_the_lock_leads_nowhere_else(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    answer = client.post(reverse("office:lock") + "?next=https://evil.example/", {"password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_form_sent_into_a_locked_session_is_offered_again(client_for: SignIn) -> None:
    client = client_for("administrator")
    client.get(reverse("office:account"))
    client.get(reverse("office:lock"))
    client.post(reverse("office:teams"), {"name": "Willow"})
    answer = client.post(reverse("office:lock"), {"password": PASSWORD}, follow=True)
    kept = answer.context["kept"]
    assert (kept.path, kept.fields) == (reverse("office:teams"), (("name", "Willow"),))
    client.post(kept.path, {"name": "Willow", "kept_form": str(kept.id)})
    assert "Willow" in client.get(reverse("office:teams")).content.decode()
    assert not KeptForm.objects.exists()


def test_a_kept_form_holds_up_nobody_who_is_going_elsewhere(client_for: SignIn) -> None:
    client = client_for("administrator")
    lock, teams, account = (reverse(f"office:{name}") for name in ("lock", "teams", "account"))
    client.get(lock)
    client.post(teams, {"name": "Willow"})
    assert client.post(f"{lock}?next={account}", {"password": PASSWORD})["Location"] == account
    kept = reverse("office:kept", args=[KeptForm.objects.get().pk])
    assert kept in client.get("/").content.decode()
    client.get(lock)
    assert client.post(f"{lock}?next={teams}", {"password": PASSWORD})["Location"] == kept


def test_a_kept_form_does_not_hold_up_a_sign_in_that_leads_somewhere(client: Client, optional: None) -> None:
    user = make_user("administrator", username="olena")
    keep(user, reverse("office:teams"), "", [("name", "Willow")])
    door, account = reverse("account_login"), reverse("office:account")
    proof = {"login": "olena", "password": PASSWORD}
    assert client.post(f"{door}?next={account}", proof)["Location"] == account
    client.logout()
    assert client.post(door, proof)["Location"].startswith("/office/kept/")


def test_what_was_typed_lies_sealed(client_for: SignIn) -> None:
    client = client_for("administrator")
    client.get(reverse("office:lock"))
    client.post(reverse("office:teams"), {"name": "Willow", "password": "hunter2"})
    row = KeptForm.objects.get()
    assert b"Willow" not in bytes(row.sealed)
    assert "Willow" not in str(client.session.items())


def test_a_form_that_nobody_came_back_for_is_destroyed_after_its_day(client_for: SignIn) -> None:
    client = client_for("administrator")
    client.get(reverse("office:lock"))
    client.post(reverse("office:teams"), {"name": "Willow"})
    key = KeptForm.objects.get().data_key
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=2)):
        forget_old_forms.call()
    assert not KeptForm.objects.exists()
    assert keys.DataKey.objects.get(id=key).wrapped is None
    assert DBTaskResult.objects.get(task_path=forget_old_forms.module_path).run_after > timezone.now()


def test_passwords_are_not_kept(client_for: SignIn) -> None:
    client = client_for("administrator")
    client.get(reverse("office:lock"))
    client.post(reverse("office:teams"), {"name": "Willow", "password": "hunter2"})
    answer = client.post(reverse("office:lock"), {"password": PASSWORD}, follow=True)
    assert dict(answer.context["kept"].fields) == {"name": "Willow"}


def test_nobody_else_gets_the_kept_form(client_for: SignIn) -> None:
    client = client_for("administrator")
    client.get(reverse("office:lock"))
    client.post(reverse("office:teams"), {"name": "Willow"})
    other = client_for("administrator")
    assert other.get(reverse("office:kept", args=[KeptForm.objects.get().pk])).status_code == 404


def test_after_eight_hours_the_session_ends_and_the_form_waits(client: Client, optional: None) -> None:
    make_user("administrator", username="olena")
    give(client, "olena")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(47):
            clock.shift(timedelta(minutes=10))
            assert client.get(reverse("office:account")).status_code == 200
        clock.shift(timedelta(minutes=12))
        answer = client.post(reverse("office:teams"), {"name": "Willow"})
        assert answer["Location"].startswith(reverse("account_login"))
        cache.clear()
        assert give(client, "olena")["Location"].startswith("/office/kept/")


def test_a_part_of_a_page_is_told_to_go_to_the_lock(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    answer = client.get(reverse("office:staff"), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(reverse("office:lock"))


def test_a_program_is_told_that_the_session_is_locked(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    answer = client.post(reverse("office:language"), "{}", content_type="application/json")
    assert answer.status_code == 423


def test_one_can_sign_out_of_a_locked_session(client_for: SignIn) -> None:
    client = client_for("director")
    client.get(reverse("office:lock"))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_leaving_ends_running_sessions(client_for: SignIn) -> None:
    client = client_for("hotline")
    client.get(reverse("office:account"))
    actions.leave(Viewer.of(founder()), client.user)
    assert client.get(reverse("office:account"))["Location"].startswith(reverse("account_login"))


def test_an_ended_role_closes_the_page_in_a_running_session(client_for: SignIn) -> None:
    client = client_for("director")
    assert client.get(reverse("office:staff")).status_code == 200
    actions.end_grant(Viewer.of(founder()), client.user.role_grants.get())
    assert client.get(reverse("office:staff")).status_code == 403


def test_a_colleague_without_a_role_opens_nothing(client_for: SignIn) -> None:
    make_team()
    assert client_for(make_user()).get(reverse("office:account")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/children/?sort=-born&risk=high&page=2", "/children/?sort=-born&risk=high&page=2"),
        ("/children/?q=olena&risk=high", "/children/?risk=high"),
        ("/children/?note=%D0%9E%D0%BB%D0%B5%D0%BD%D0%B0", "/children/"),
        ("/children/?note=Olena+Koval", "/children/"),
    ],
)
def test_no_typed_word_travels_in_the_address_of_the_sign_in(client: Client, asked: str, kept: str) -> None:
    answer = client.get(asked)
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [kept]
