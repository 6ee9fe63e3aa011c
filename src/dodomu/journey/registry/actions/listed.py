"""From a row as understood to the report that is recorded: the child, the relatives named with it, the untouched row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from dodomu.engine.values import NameForm, PartialDate
from dodomu.journey.registry.actions.statements import FactInput, MentionInput, PreparedReport, RelationInput
from dodomu.journey.registry.lists.child import ListedChild
from dodomu.journey.registry.lists.fields import ListField
from dodomu.journey.registry.lists.table import ListTable
from dodomu.journey.registry.models import ImportBatch
from dodomu.journey.registry.queries.originals import row_reader
from dodomu.journey.registry.vocabulary import Channel, MentionRole, RelationKind

KINDS = {
    ListField.MOTHER: RelationKind.MOTHER,
    ListField.FATHER: RelationKind.FATHER,
    ListField.GUARDIAN: RelationKind.GUARDIAN,
}


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of the list and the report it becomes; ``report`` is None for a row without a name."""

    child: ListedChild
    report: PreparedReport | None


def listed_rows(batch: ImportBatch, table: ListTable) -> Iterator[ListedRow]:
    """Understand every row of the list in its order.

    Two identical rows of one list are two children: from the second on, a row carries which one it is, so that
    the same file read again finds both.
    """
    reader = row_reader(batch, table)
    observed = PartialDate.of_day(batch.list_date) if batch.list_date else None
    copies: Counter[bytes] = Counter()
    for row in table.rows:
        child = reader.read(row)
        mark = blake2b(child.identity.encode(), digest_size=16).digest()
        copies[mark] += 1
        if copies[mark] > 1:
            child.say("same_row_again")
        yield ListedRow(child, None if child.refused else _report(batch, child, copies[mark], observed))


def _report(batch: ImportBatch, child: ListedChild, copy: int, observed: PartialDate | None) -> PreparedReport:
    relatives = [(KINDS[field], name) for field, name in child.relatives]
    return PreparedReport(
        channel=Channel.LIST,
        source_id=batch.source_id,
        payload={"row": child.payload},
        statement=f"{child.identity}\x1d{copy}",
        mentions=(
            MentionInput(MentionRole.CHILD, tuple(_facts(child, observed))),
            *(MentionInput(MentionRole.RELATIVE, (_fact("name", name, observed),)) for _kind, name in relatives),
        ),
        relations=tuple(RelationInput(place, 0, kind) for place, (kind, _name) in enumerate(relatives, 1)),
        received_at=batch.at,
        original_id=batch.original_id,
        batch_id=batch.id,
        row_number=child.number,
    )


def _facts(child: ListedChild, observed: PartialDate | None) -> Iterator[FactInput]:
    for name in child.names:
        yield _fact("name", name, observed)
    if child.birth:
        yield FactInput("birth_date", child.birth, observed, "" if child.birth.as_stated else child.birth_words)
    if child.sex.known:
        yield FactInput("sex", str(child.sex), observed)
    for attribute, place in child.places:
        yield FactInput(attribute, place, observed)
    for attribute, text in child.texts:
        yield FactInput(attribute, text, observed)


def _fact(attribute: str, name: NameForm, observed: PartialDate | None) -> FactInput:
    return FactInput(attribute, name, observed)
