"""Granting and ending rights; nobody changes their own, and the database agrees."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from dodomu.base import journal
from dodomu.base.access import actions
from dodomu.base.access.models import CompartmentGrant, RoleGrant, User
from dodomu.base.access.policy import NotAllowed
from dodomu.base.access.refusals import Refused
from dodomu.base.access.roles import FIRST_ADMINISTRATOR
from dodomu.base.access.viewer import Viewer
from tests.people import PASSWORD, founder, make_team, make_user

pytestmark = pytest.mark.django_db


def admin() -> Viewer:
    return Viewer.of(founder())


def test_the_first_administrator_holds_five_roles_from_the_installation() -> None:
    olena = actions.create_first_administrator("olena", "Olena Koval", PASSWORD)
    assert Viewer.of(olena).role_codes == {role.code for role in FIRST_ADMINISTRATOR}
    assert not RoleGrant.objects.filter(by_installation=False).exists()


def test_there_is_no_second_first_administrator() -> None:
    founder()
    with pytest.raises(Refused) as refusal:
        actions.create_first_administrator("mykola", "Mykola Bondar", PASSWORD)
    assert refusal.value.code == "not_first"


def test_a_weak_first_password_is_refused() -> None:
    with pytest.raises(ValidationError):
        actions.create_first_administrator("olena", "Olena Koval", "password")


def test_a_new_colleague_holds_nothing_and_must_choose_a_password() -> None:
    account = actions.add_user(admin(), "iryna", "Iryna Melnyk")
    assert Viewer.of(account.user).acts == frozenset()
    assert account.user.must_change_password
    assert account.user.check_password(account.password)


def test_a_one_time_password_is_not_shown_by_repr() -> None:
    account = actions.add_user(admin(), "iryna", "Iryna Melnyk")
    assert account.password not in repr(account)


def test_a_taken_sign_in_name_is_refused_whatever_its_case() -> None:
    actions.add_user(admin(), "iryna", "Iryna Melnyk")
    with pytest.raises(ValidationError):
        actions.add_user(admin(), " IRYNA ", "Another Iryna")


def test_only_who_may_manage_staff_adds_staff() -> None:
    with pytest.raises(NotAllowed):
        actions.add_user(Viewer.of(make_user("director")), "iryna", "Iryna Melnyk")


def test_a_granted_role_holds_at_once_and_is_journaled() -> None:
    iryna = make_user()
    actions.grant_role(admin(), iryna, "hotline")
    assert Viewer.of(iryna).role_codes == {"hotline"}
    assert journal.entries_about(iryna.pid)[0].codes["role"] == "hotline"


def test_nobody_grants_a_role_to_themselves() -> None:
    olena = founder()
    with pytest.raises(Refused) as refusal:
        actions.grant_role(Viewer.of(olena), olena, "director")
    assert refusal.value.code == "own_rights"


def test_nobody_ends_their_own_role() -> None:
    olena = make_user("administrator", "hotline")
    with pytest.raises(Refused):
        actions.end_grant(Viewer.of(olena), olena.role_grants.get(role="hotline"))


def test_nobody_opens_a_compartment_to_themselves() -> None:
    olena = founder()
    with pytest.raises(Refused):
        actions.grant_compartment(Viewer.of(olena), olena, "sealed")


def test_the_database_refuses_a_role_from_oneself() -> None:
    olena = founder()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=olena, role="director", granted_by=olena)


def test_the_database_refuses_a_role_from_nobody() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=make_user(), role="director")


def test_the_database_refuses_a_compartment_from_oneself() -> None:
    olena = founder()
    with pytest.raises(IntegrityError), transaction.atomic():
        CompartmentGrant.objects.create(user=olena, compartment="sealed", granted_by=olena)


def test_the_database_refuses_an_end_without_its_author() -> None:
    grant = founder().role_grants.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(until=grant.since)


@pytest.mark.parametrize("change", [{"role": "director"}, {"by_installation": False}])
def test_the_database_refuses_to_change_a_granted_role(change: dict[str, object]) -> None:
    grant = founder().role_grants.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(**change)


def test_the_database_refuses_to_give_a_role_to_somebody_else() -> None:
    grant, iryna = founder().role_grants.get(), make_user()
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(user=iryna)


def test_the_database_refuses_to_forget_a_granted_role() -> None:
    grant = founder().role_grants.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).delete()


def test_the_database_refuses_to_forget_a_member_of_staff() -> None:
    iryna = make_user()
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=iryna.pk)._raw_delete(using="default")


def test_a_role_is_held_once_per_team() -> None:
    iryna, willow = make_user(), make_team()
    actions.grant_role(admin(), iryna, "case_worker", team=willow)
    with pytest.raises(Refused) as refusal:
        actions.grant_role(admin(), iryna, "case_worker", team=willow)
    assert refusal.value.code == "held_already"


def test_an_ended_role_stays_in_the_history_and_can_be_granted_anew() -> None:
    iryna = make_user()
    first = actions.grant_role(admin(), iryna, "hotline")
    actions.end_grant(admin(), first)
    assert not Viewer.of(iryna).acts
    actions.grant_role(admin(), iryna, "hotline")
    assert iryna.role_grants.count() == 2


def test_the_last_administrator_stays() -> None:
    olena, petro = make_user("administrator"), make_user("administrator")
    actions.end_grant(Viewer.of(olena), petro.role_grants.get())
    actor = Viewer.of(make_user("director", "administrator"))
    actions.end_grant(actor, olena.role_grants.get())
    last = RoleGrant.objects.get(user_id=actor.user_id, role="administrator")
    with pytest.raises(Refused) as refusal, transaction.atomic():
        actions.grants.close_grant(admin_without_rights(), last)
    assert refusal.value.code == "last_administrator"


def admin_without_rights() -> Viewer:
    return Viewer.of(make_user())


def test_a_role_nobody_knows_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="accepted are") as refusal:
        actions.grant_role(admin(), make_user(), "archmage")
    assert "archmage" not in str(refusal.value)


def test_a_new_password_ends_the_old_one_and_asks_for_an_own() -> None:
    iryna = make_user("hotline")
    password = actions.new_one_time_password(admin(), iryna)
    iryna.refresh_from_db()
    assert iryna.must_change_password
    assert iryna.check_password(password)
    assert not iryna.check_password(PASSWORD)


def test_nobody_replaces_their_own_password_as_an_administrator() -> None:
    with pytest.raises(Refused):
        actions.new_one_time_password(admin(), founder())
