"""Every protected table, read from the database itself: what raw SQL, bulk writes and the shell may change in it.

One row is put into each with no regard for its constraints, for the guards alone are to answer. A new table must be guarded
or stand in ``FREE``; a new column of a guarded table must be kept or stand in ``OPEN``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from dodomu.base.vault.models import Original

pytestmark = pytest.mark.django_db

FREE = {
    "what somebody keeps for their own screen": "access_keptform access_listchoice access_presence access_savedview "
    "access_startpage access_undoableact registry_columnchoice",
    "sign-in, sessions, tasks of the framework": "account_emailaddress account_emailconfirmation auth_group "
    "auth_group_permissions auth_permission django_content_type django_session django_tasks_database_dbtaskresult "
    "mfa_authenticator usersessions_usersession",
    "computed from other tables, and computed anew at any time": "cases_needtoknow cases_nextdue registry_profilecard "
    "registry_searchkey tracing_sweep tracing_sweeppart jobs_workerbeat",
    "when an outsider was asked last; what it signed is guarded": "journal_authoritystate journal_witnessstate",
    "plans that change while they are made: each change is an event with its leaf, and the events are guarded": "missions_authority "
    "missions_budgetline missions_corridor missions_cost missions_escort missions_group missions_leg missions_link "
    "missions_mission missions_missionchild missions_missionescort missions_place missions_returnplan missions_vehicle "
    "recovery_careplan",
    "where a list came from and how far its import got; its reports are guarded": "registry_importbatch registry_source",
}  # fmt: skip
"""Tables without a guard, by the reason."""
UNGUARDED = {table for tables in FREE.values() for table in tables.split()}
OPEN = {
    "access_accessrequest": "answer not_confirmed",
    "access_assignment": "until ended_by_id",
    "access_breakglass": "ended_at",
    "access_compartmentgrant": "until ended_by_id",
    "access_rolegrant": "until ended_by_id",
    "access_team": "name",
    "access_user": "password last_login username display_name language is_active "
    "must_change_password left_at left_by_id",
    "cases_body": "kind name way contact_sealed changed_by_id changed_at closed_by_id closed_at",
    "cases_case": "team_id worker_id risk led_by_id closed_by_id closed_at",
    "cases_datarequest": "state file_id compiled_by_id compiled_at new_fact_id answered_by_id "
    "answered_at not_confirmed",
    "cases_flag": "cleared_by_id cleared_at note_sealed",
    "cases_interview": "state",
    "cases_proposal": "state answered_by_id answered_at reason_sealed",
    "cases_sending": "state sent_at second_by_id second_at",
    "cases_task": "owner_id due_at whole_day state ended_by_id ended_at",
    "keys_datakey": "destroyed_at",
    "keys_sealedkey": "salt passes memory_kib lanes wrapped changed_at",
    "keys_sealedrecovery": "rehearsed_at",
    "keys_sealedvalue": "generation content stale",
    "missions_alarm": "owner_id",
    "missions_linkrule": "replaces_id",
    "missions_missionapproval": "void_at",
    "missions_phone": "code_digest code_until seen_at",
    "missions_readydeclaration": "void_at void_by_id",
    "office_complaint": "state outcome",
    "reception_arrival": "centre_id assignment_id state expected_at arrived_at received_by_id identity "
    "identity_by_id brought_by_sealed left_at left_by_id",
    "reception_bed": "cot retired_by_id retired_at",
    "reception_centre": "label_sealed address_sealed retired_by_id retired_at",
    "reception_need": "state",
    "reception_room": "label_sealed kept_for step_free retired_by_id retired_at",
    "reception_triagealert": "owner_id",
    "recovery_action": "owner_id due_on state ended_by_id ended_at",
    "recovery_followupdue": "dropped_at met_at",
    "recovery_goal": "end ended_by_id ended_at note_sealed",
    "registry_calldraft": "sealed version step saved_at ended_at outcome report_id",
    "registry_join": "until split_by_id split_reason_sealed",
    "registry_membership": "until",
    "registry_pin": "until unpinned_by_id",
    "registry_possiblyknown": "seen_by_id seen_at",
    "tracing_candidate": "probability urgency priority relation_hint one_list found status scored_at",
    "tracing_decision": "outcome confirmed_by_id confirmed_at rejected_by_id rejected_at "
    "second_reason_sealed join_ref undone_by_id undone_at undone_reason_sealed",
}  # fmt: skip
"""Columns of guarded tables that may be written again: what stands open, is in force, is planned, or is kept by its owner.

Each of their changes is an act with a row of its own in a guarded table, or a leaf in the journal; checks tie them to who and
when. What was said, by whom and when is in none of them.
"""
VERBS = {"sqlite": {"update", "delete"}, "postgresql": {"update", "delete", "truncate"}}
TRIGGERS = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
Model = type[models.Model]


class Raw(models.expressions.RawSQL):
    """A value as the database takes it, past the checks of the field."""

    def __init__(self, value: Any) -> None:
        super().__init__("%s", [value])


MODELS: list[Model] = sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.db_table)
GUARDED = [one for one in MODELS if one._meta.db_table not in UNGUARDED]


def run(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def test_every_table_is_guarded_or_says_why_not() -> None:
    there: dict[str, set[str]] = {}
    for table, name in run(TRIGGERS[connection.vendor]):
        there.setdefault(table, set()).add(name.removeprefix(f"{table}_no_"))
    wanted = {model._meta.db_table for model in GUARDED}
    assert set(there) == wanted
    assert {table for table, verbs in there.items() if not verbs >= VERBS[connection.vendor]} == set()
    assert {model._meta.db_table for model in MODELS} >= UNGUARDED


@pytest.fixture(params=GUARDED, ids=lambda model: model._meta.db_table)
def filled(request: Any) -> Iterator[Model]:
    """A guarded table with a row in it; both go."""
    before = transaction.savepoint()
    with unconstrained(request.param):
        insert(request.param)
        yield request.param
        transaction.savepoint_rollback(before)


@contextmanager
def unconstrained(model: Model) -> Iterator[None]:
    """No check but the guards; foreign keys are asked at the end of the transaction, which never comes."""
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            run("PRAGMA ignore_check_constraints = OFF")
        return
    table = model._meta.db_table
    checks = run("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", table)
    for (name,) in checks:
        run(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    yield


def insert(model: Model) -> None:
    given = {one.column: value_of(one, 0) for one in model._meta.concrete_fields if not by_itself(one)}
    names = ", ".join(f'"{name}"' for name in given)
    marks = ", ".join(["%s"] * len(given))
    run(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', *given.values())


def by_itself(one: models.Field[Any, Any]) -> bool:
    """Numbered by the database."""
    return isinstance(one, models.AutoField | models.BigAutoField)


def value_of(one: Any, turn: int) -> Any:
    """A value for a column, another one for another turn, as the database takes it."""
    while isinstance(one, models.ForeignKey):
        one = one.target_field
    now = timezone.now()
    values: dict[type[models.Field[Any, Any]], Any] = {
        models.BooleanField: bool(turn),
        models.UUIDField: UUID(int=turn + 1),
        models.BinaryField: b"%d" % turn,
        models.DateTimeField: now.replace(year=2000 + turn, day=1),
        models.DateField: date(2000 + turn, 1, 1),
        models.TimeField: time(turn),
        models.JSONField: [turn],
        models.IntegerField: turn + 7,
        models.FloatField: turn + 0.5,
        models.DurationField: timedelta(days=turn),
    }
    value = next((given for kind, given in values.items() if isinstance(one, kind)), str(turn))
    return one.get_db_prep_save(value, connection)


def refused(act: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


def change(model: Model, one: Any) -> Callable[[], Any]:
    """Raw SQL that writes another value into a column."""
    statement = f'UPDATE "{model._meta.db_table}" SET "{one.column}" = %s'
    return lambda: run(statement, value_of(one, 1))


def test_raw_and_bulk_writes_change_what_is_open_and_nothing_else(filled: Model) -> None:
    columns = [one for one in filled._meta.concrete_fields if not one.primary_key]
    assert {one.column for one in columns if not refused(change(filled, one))} == opened(filled)
    assert [name for name, way in ways(filled).items() if not refused(way)] == []


def opened(model: Model) -> set[str]:
    return set(OPEN.get(model._meta.db_table, "").split())


def ways(model: Model) -> dict[str, Callable[[], Any]]:
    """Every other way to change a kept column, or to make the row go."""
    table, every = model._meta.db_table, model._base_manager
    kept = next(one for one in model._meta.concrete_fields if one.column not in opened(model) and not one.primary_key)
    found: dict[str, Callable[[], Any]] = {
        "raw DELETE": lambda: run(f'DELETE FROM "{table}"'),
        "QuerySet._raw_delete": lambda: every.all()._raw_delete("default"),
        "QuerySet.update": lambda: every.update(**{kept.attname: Raw(value_of(kept, 1))}),
    }
    if connection.vendor == "postgresql":
        return found
    return found | {"REPLACE": lambda: run(f'REPLACE INTO "{table}" SELECT * FROM "{table}"')}


@pytest.mark.postgres_only
def test_no_table_is_emptied() -> None:
    """Asked of tables without rows: where foreign keys wait to be checked, PostgreSQL refuses before any trigger is asked."""
    tables = [model._meta.db_table for model in GUARDED]
    assert [one for one in tables if not refused(partial(run, f'TRUNCATE "{one}" CASCADE'))] == []


@pytest.mark.parametrize("filled", [Original], indirect=True)
def test_the_fingerprint_of_an_original_may_go(filled: Model) -> None:
    run("UPDATE vault_original SET fingerprint = NULL")
    assert run("SELECT fingerprint FROM vault_original") == [(None,)]
