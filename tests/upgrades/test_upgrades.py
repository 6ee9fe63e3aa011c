"""A populated database of every release, brought to the present schema by ``dodomu migrate``, is whole and readable."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from dodomu.base import journal, vault
from dodomu.base.jobs import run_worker
from dodomu.base.keys import DataKey, Purpose
from dodomu.journey.cases.models import Case
from dodomu.journey.registry.models import Mention
from tests import sealed_places, shredded_places
from tests.upgrades import seen
from tests.upgrades.conftest import Form, Upgraded, form

KEPT = ("journal_leaf", "journal_node", "registry_report", "registry_mention", "registry_fact", "registry_withdrawal")
"""Tables in which a row never changes and never goes."""
NEVER_DELETED = (*KEPT, "registry_join", "registry_membership", "tracing_decision", "keys_datakey", "vault_original")


def test_no_migration_is_left(opened: Upgraded) -> None:
    from dodomu.entry.cli.boot import pending_migrations

    assert pending_migrations() == 0
    assert "steps taken: 0" in opened.run("migrate").stdout
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_it_has_the_form_and_the_guards_of_a_new_one(opened: Upgraded, form_of_a_new_one: Form) -> None:
    """A table that SQLite builds anew for a change loses its triggers: the migration must put them back."""
    assert form() == form_of_a_new_one
    assert set(opened.stored.guards) - form()[1] == set()


def test_the_journal_is_whole_and_still_the_same(opened: Upgraded) -> None:
    done = opened.run("journal", "verify", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"] == []
    before = journal.Checkpoint(opened.stored.journal["size"], bytes.fromhex(opened.stored.journal["root"]))
    assert journal.verify(known=[before]).intact


def test_the_doctor_is_content(opened: Upgraded) -> None:
    run_worker(once=True)  # what fell due since the release was kept, as after any long silence
    done = opened.run("doctor", "--json")
    found = json.loads(done.stdout)
    assert [finding for finding in found if finding["level"] == "wrong"] == []
    assert done.returncode == 0
    assert {"key_ring", "database", "journal", "vault"} <= {one["code"] for one in found if one["level"] == "fine"}


def test_no_row_is_lost(opened: Upgraded) -> None:
    for table in NEVER_DELETED:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            assert cursor.fetchone()[0] >= opened.stored.counts[table] > 0, table


def test_children_are_found_by_what_was_typed_then(opened: Upgraded) -> None:
    then = datetime.fromisoformat(opened.stored.made_on)  # consent may have run out since
    with time_machine.travel(then, tick=False):
        assert seen.found_by() == opened.stored.found_by


def test_their_profiles_are_read_back(opened: Upgraded) -> None:
    assert opened.stored.profiles
    for person, values in opened.stored.profiles.items():
        assert seen.profile(person) == values


def test_reasons_are_read_back(opened: Upgraded) -> None:
    assert opened.stored.alarms
    assert seen.alarms() == opened.stored.alarms


def test_the_keys_of_care_are_marked(opened: Upgraded) -> None:
    care = set(DataKey.objects.filter(purpose=Purpose.CARE).values_list("id", flat=True))
    cases = set(Case.objects.values_list("data_key_id", flat=True))
    assert cases
    assert cases <= care
    assert not care & set(Mention.objects.values_list("data_key_id", flat=True))


def test_what_is_sealed_opens_where_it_stands_and_nowhere_else(opened: Upgraded) -> None:
    """69: moved to another row, column, table or case, every value of every sealed column fails to open."""
    met, wrong = sealed_places.walk(sealed_places.sealed_columns())
    assert wrong == []
    without = {str(one) for one in sealed_places.sealed_columns()} - met - sealed_places.COMES_AND_GOES
    assert without == set(sealed_places.NOT_YET_KEPT)


def test_what_is_sealed_goes_or_stays_with_the_care_of_a_case_as_is_said(opened: Upgraded) -> None:
    """72: declared as care is exactly what stands under the keys that a destruction takes."""
    seen, wrong = shredded_places.wrongly_kept()
    assert wrong == []
    assert len(seen) > 90


def test_every_original_opens(opened: Upgraded) -> None:
    assert vault.inspect(deep=True).intact


@pytest.mark.parametrize("table", NEVER_DELETED)
def test_no_row_can_be_deleted(opened: Upgraded, table: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}"')


@pytest.mark.parametrize("table", KEPT)
def test_no_row_can_be_changed(opened: Upgraded, table: str) -> None:
    with connection.cursor() as cursor:
        column = connection.introspection.get_table_description(cursor, table)[0].name
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{column}" = "{column}"')


def test_work_goes_on(opened: Upgraded) -> None:
    """Counters go on where they stood, and the next leaf follows the last one."""
    from django.contrib.contenttypes.models import ContentType

    size = journal.checkpoint().size
    with transaction.atomic():
        ContentType.objects.create(app_label="invented", model="invented").delete()
        journal.append("case_opened", by=seen.as_of(seen.ANALYST))
    assert journal.checkpoint().size == size + 1
    assert journal.verify().intact
