"""Every way round the journal's own door: refused by the database, or found by the check."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError, connection, migrations, transaction

from dodomu.base import journal
from dodomu.base.journal import Fault
from dodomu.base.journal.models import Leaf, Node
from dodomu.engine import ledger
from tests.base.journal_people import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def five() -> list[Leaf]:
    """The leaves of a small journal."""
    write(*[None] * 5)
    return list(Leaf.objects.order_by("index"))


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found() -> set[Fault]:
    return {problem.fault for problem in journal.verify().problems}


def by_migration(statement: str) -> None:
    editor = connection.SchemaEditorClass(connection, atomic=False)
    migrations.RunSQL(statement).database_forwards("journal", editor, None, None)


def altered(leaves: list[Leaf]) -> list[Leaf]:
    for leaf in leaves:
        leaf.kind = "case.closed"
    return leaves


def fixture(leaf: Leaf, folder: Path) -> Path:
    """A leaf with another kind, as a file for ``loaddata``."""
    fields = {"body": "e30=", "hash": "e30=", "written_at": "2026-01-01T00:00:00Z", "kind": "case.closed"}
    said = [
        {"model": "journal.leaf", "pk": leaf.index, "fields": fields | {"actor_pid": str(uuid4()), "subject": None}}
    ]
    (folder / "leaf.json").write_text(json.dumps(said), encoding="utf-8")
    return folder / "leaf.json"


CHANGES: dict[str, Callable[[list[Leaf]], Any]] = {
    "QuerySet.update": lambda leaves: Leaf.objects.update(kind="case.closed"),
    "QuerySet.delete": lambda leaves: Leaf.objects.all().delete(),
    "QuerySet._raw_delete": lambda leaves: Leaf.objects.all()._raw_delete("default"),
    "bulk_update": lambda leaves: Leaf.objects.bulk_update(altered(leaves), ["kind"]),
    "bulk_create in place": lambda leaves: Leaf.objects.bulk_create(
        altered(leaves), update_conflicts=True, unique_fields=["index"], update_fields=["kind"]
    ),
    "save": lambda leaves: altered(leaves)[0].save(),
    "delete": lambda leaves: leaves[0].delete(),
    "raw UPDATE": lambda leaves: run("UPDATE journal_leaf SET kind = 'case.closed'"),
    "raw DELETE": lambda leaves: run('DELETE FROM journal_leaf WHERE "index" = 4'),
    "raw UPDATE of a node": lambda leaves: run("UPDATE journal_node SET position = position + 100"),
    "raw upsert": lambda leaves: run(
        "INSERT INTO journal_leaf SELECT * FROM journal_leaf WHERE true "
        "ON CONFLICT (\"index\") DO UPDATE SET kind = 'case.closed'"
    ),
    "RunSQL of a migration": lambda leaves: by_migration("UPDATE journal_leaf SET kind = 'case.closed'"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_refused_by_the_database(five: list[Leaf], kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CHANGES[kind](five)
    assert journal.verify().intact


def test_loaddata_over_a_leaf_is_refused(five: list[Leaf], tmp_path: Path) -> None:
    with pytest.raises((IntegrityError, CommandError)), transaction.atomic():
        call_command("loaddata", str(fixture(five[2], tmp_path)), verbosity=0)
    assert journal.verify().intact


@pytest.mark.sqlite_only
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_putting_a_leaf_in_the_place_of_another_changes_nothing(five: list[Leaf], verb: str) -> None:
    statement = (
        f"{verb} INTO journal_leaf SELECT \"index\", body, hash, written_at, 'case.closed', actor_pid, subject, "
    )
    try:
        with transaction.atomic():
            run(statement + "case_pid, case_seq FROM journal_leaf")
    except IntegrityError:
        assert verb != "INSERT OR IGNORE"
    assert journal.verify().intact


@pytest.mark.postgres_only
@pytest.mark.parametrize("table", ["journal_leaf", "journal_node", "journal_leaf, journal_node", "journal_casename"])
def test_truncating_is_refused(five: list[Leaf], table: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")
    assert journal.verify().intact


def forged(index: int, **more: Any) -> Leaf:
    return Leaf(index=index, body=b"{}", hash=ledger.leaf_hash(b"{}"), written_at=more.get("at", "2026-01-01T00:00:00Z"),
                kind="case.opened", actor_pid=uuid4())  # fmt: skip


@pytest.mark.parametrize(
    ("index", "fault"), [(5, Fault.BODY_UNREADABLE), (9, Fault.GAP), (-1, Fault.STRAY), (2**60, Fault.STRAY)]
)
def test_a_leaf_that_was_added_by_another_hand_is_found(five: list[Leaf], index: int, fault: Fault) -> None:
    Leaf.objects.bulk_create([forged(index)])
    assert fault in found()


def test_a_leaf_far_away_does_not_keep_the_check_busy(five: list[Leaf]) -> None:
    Leaf.objects.bulk_create([forged(2**52)])
    assert {Fault.GAP, Fault.BODY_UNREADABLE} <= found()


def test_a_backdated_copy_of_a_leaf_is_found(five: list[Leaf]) -> None:
    """Written as this program writes, in the right place, with the time of last year, but without its nodes."""
    said = ledger.parse_canonical(bytes(five[4].body)) | {"index": 5, "at": "2025-11-28T10:00:00.000000Z"}
    body = ledger.canonical_json(said)
    run('INSERT INTO journal_leaf SELECT 5, %s, %s, written_at, kind, actor_pid, subject, case_pid, case_seq '
        'FROM journal_leaf WHERE "index" = 4', body, ledger.leaf_hash(body))  # fmt: skip
    assert {Fault.COLUMNS_DIFFER, Fault.NODE_MISSING} <= found()


def test_a_node_that_was_added_by_another_hand_is_found(five: list[Leaf]) -> None:
    Node.objects.bulk_create([Node(level=1, position=7, hash=bytes(32))])
    assert found() == {Fault.NODE_SURPLUS}


def test_a_dropped_trigger_is_found_and_so_is_what_was_done_then(five: list[Leaf]) -> None:
    where = " ON journal_leaf" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER journal_leaf_no_update{where}")
    assert found() == {Fault.UNGUARDED}
    Leaf.objects.filter(index=3).update(kind="case.closed")
    assert found() == {Fault.UNGUARDED, Fault.COLUMNS_DIFFER}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("body", ["WHEN 0 BEGIN SELECT RAISE(ABORT, 'no'); END", "BEGIN SELECT 'RAISE(ABORT, 1)'; END"])
def test_a_trigger_that_was_put_in_its_place_and_refuses_nothing_is_found(five: list[Leaf], body: str) -> None:
    run("DROP TRIGGER journal_leaf_no_delete")
    run(f'CREATE TRIGGER "journal_leaf_no_delete" BEFORE DELETE ON "journal_leaf" {body}')
    assert found() == {Fault.UNGUARDED}


@pytest.mark.postgres_only
def test_a_function_that_refuses_no_more_is_found(five: list[Leaf]) -> None:
    run(
        "CREATE OR REPLACE FUNCTION journal_leaf_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    )
    assert found() == {Fault.UNGUARDED}


@pytest.mark.postgres_only
def test_a_trigger_that_is_switched_off_is_found(five: list[Leaf]) -> None:
    run("ALTER TABLE journal_leaf DISABLE TRIGGER journal_leaf_no_delete")
    assert found() == {Fault.UNGUARDED}


@pytest.mark.postgres_only
def test_a_trigger_against_truncating_that_is_gone_is_found(five: list[Leaf]) -> None:
    run("DROP TRIGGER journal_leaf_no_truncate ON journal_leaf")
    assert found() == {Fault.UNGUARDED}


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "change",
    [
        "kind = CAST(kind AS BLOB)",
        "actor_pid = CAST(actor_pid AS BLOB)",
        "subject = ''",
        "case_pid = ''",
        "case_seq = 'one'",
        "written_at = CAST(written_at AS BLOB)",
        "written_at = 'yesterday'",
        "kind = CAST(X'ff' AS TEXT)",
        "hash = CAST(hash AS TEXT)",
    ],
)
def test_values_of_foreign_types_are_found(five: list[Leaf], change: str) -> None:
    run("DROP TRIGGER journal_leaf_no_update")
    run(f'UPDATE journal_leaf SET {change} WHERE "index" = 3')
    assert found() == {Fault.UNGUARDED, Fault.COLUMNS_DIFFER}


@pytest.mark.sqlite_only
def test_hashes_whose_bytes_were_shifted_between_rows_are_found(five: list[Leaf]) -> None:
    """Put one after the other they are what they were."""
    run("DROP TRIGGER journal_leaf_no_update")
    both = bytes(five[1].hash) + bytes(five[2].hash)
    run('UPDATE journal_leaf SET hash = %s WHERE "index" = 1', both[:31])
    run('UPDATE journal_leaf SET hash = %s WHERE "index" = 2', both[31:])
    assert found() == {Fault.UNGUARDED, Fault.LEAF_HASH_DIFFERS}


def test_an_untouched_journal_is_never_looked_at_leaf_by_leaf(
    five: list[Leaf], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dodomu.base.journal import checking, leaf_rows

    monkeypatch.setattr(checking, "CHUNK", 4)
    monkeypatch.setattr(leaf_rows, "leaf_rows", None)
    monkeypatch.setattr(leaf_rows, "next_leaf", None)
    write(uuid4(), None, uuid4(), None)
    assert journal.verify().intact
