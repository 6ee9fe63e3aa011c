"""Leaves looked at together: what this program writes is recognised, and nothing is that the strict reader refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base import journal
from dodomu.base.journal.entries import Link, leaf_body, moment
from dodomu.base.journal.leaf_forms import links_if_all_fit, links_of, said, said_by_columns
from dodomu.base.journal.leaf_rows import LeafRow, Stretch
from dodomu.engine import ledger
from tests.base.journal_people import STEFA, Someone

START = 99_998
code = st.from_regex(r"[A-Za-z0-9_.:+/-]{0,9}", fullmatch=True)
entries = st.builds(
    journal.Entry,
    st.from_regex(r"[a-z][a-z0-9_.]{0,9}", fullmatch=True),
    st.builds(Someone, st.uuids()),
    st.none() | st.uuids(),
    st.lists(st.from_regex(r"[0-9a-f]{64}", fullmatch=True), max_size=2),
    st.dictionaries(code, code | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1), max_size=3),
)
links = st.none() | st.builds(
    Link, st.uuids(), st.none() | st.builds(ledger.CaseHead, st.integers(0, 10**9), st.binary(min_size=32, max_size=32))
)
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
leaves = st.lists(st.tuples(entries, links, times), min_size=1, max_size=4)
Leaves = list[tuple[journal.Entry, Link | None, datetime]]


def pid(value: UUID | None) -> bytes:
    return value.hex.encode() if value else b"null"


def rows_of(written: Leaves) -> list[LeafRow]:
    """As the table holds them."""
    rows = []
    for index, (entry, link, at) in enumerate(written, START):
        body = leaf_body(entry, index, moment(at), link)
        place = (pid(link.case_pid), b"%d" % link.seq) if link else (b"null", b"null")
        column = moment(at)[:-1].replace("T", " ").encode()
        hashed = ledger.leaf_hash(body)
        rows.append(
            LeafRow(
                index, True, body, hashed, column, entry.kind.encode(), pid(entry.by.pid), pid(entry.subject), *place
            )
        )
    return rows


def together(rows: list[LeafRow]) -> Stretch:
    def joined(column: str) -> bytes:
        return b"\n".join(getattr(row, column) for row in rows)

    columns = ("at", "kind", "actor", "subject", "case_pid", "case_seq")
    return Stretch(len(rows), True, joined("body"), b"", *map(joined, columns))


def changed(row: LeafRow, **more: bytes) -> LeafRow:
    from dataclasses import replace

    return replace(row, **more)


@given(leaves)
def test_what_the_journal_writes_is_recognised(written: Leaves) -> None:
    rows = rows_of(written)
    assert links_if_all_fit(together(rows), START) == links_of([row.body for row in rows])
    assert [said(row.body) for row in rows] == [said_by_columns(row) for row in rows]


@given(leaves, st.data())
def test_nothing_is_recognised_that_the_strict_reader_refuses(written: Leaves, data: st.DataObject) -> None:
    rows = rows_of(written)
    which = data.draw(st.sampled_from(range(len(rows))))
    body = rows[which].body
    at = data.draw(st.integers(0, len(body) - 1))
    put = data.draw(
        st.sampled_from([b"", b'"', b"\\", b"0", b"-", b",", b"\n", b"z", b"}", b" ", b"\xff", b'","', b"T"])
    )
    rows[which] = changed(rows[which], body=body[:at] + put + body[at + data.draw(st.integers(0, 2)) :])
    if links_if_all_fit(together(rows), START):
        assert [said(row.body) for row in rows] == [said_by_columns(row) for row in rows]


BODY = rows_of(
    [
        (
            journal.Entry("case.opened", STEFA, None, ["a" * 64, "b" * 64], {"a": 1, "b": "x"}),
            None,
            datetime(2026, 3, 1, tzinfo=UTC),
        )
    ]
)[0]


def both(old: bytes, new: bytes) -> Callable[[LeafRow], LeafRow]:
    return lambda row: changed(row, body=re.sub(old, new, row.body))


@pytest.mark.parametrize(
    "alter",
    [
        both(b'"a":1,"b":"x"', b'"b":"x","a":1'),
        both(b'"a":1,"b":"x"', b'"a":1,"a":"x"'),
        both(b'"a":1,"b":"x"', b'"2a":1,"1b":"x"'),
        both(b'"a":1,"b":"x"', b'"a7":1,"a7":"x"'),
        both(b'"a":1,"b":"x"', b'"b":"1b","1c":2'),
        both(b'"a":1', b'"a":01'),
        both(b'"a":1', b'"a":05'),
        both(b'"a":1', b'"a":-0'),
        both(b'"a":1', b'"a":1.5'),
        both(b'"a":1', b'"a": 1'),
        both(b'"a":1', b'"a":9999999999999999'),
        both(b'"x"', rb'"\\u0078"'),
        both(b"aaa\"", b'aa"'),
        both(b'a","b', b'a" "b'),
        both(b'a","b', b'A","b'),
        both(b'"v":1', b'"v":2'),
        both(b'"v":1', b'"v":3'),
        both(b'"kind":"case.opened"', b'"kind":"case.closed"'),
        lambda row: changed(both(b"case.opened", rb"case\\topened")(row), kind=rb"case\topened"),
        lambda row: changed(both(b"2026-03-01", b"2026-13-01")(row), at=row.at.replace(b"-03-", b"-13-")),
        lambda row: changed(both(b"2026-03-01T", b"2026-03-01 ")(row)),
        lambda row: changed(row, at=row.at[:19]),
        lambda row: changed(row, case_seq=b"0"),
        lambda row: changed(row, case_pid=b""),
        lambda row: changed(row, subject=b""),
        lambda row: changed(row, actor=row.actor[:-1]),
        lambda row: changed(both(b'"actor":"........-', b'"actor":"---------')(row), actor=row.actor[8:]),
        lambda row: changed(both(STEFA.pid.hex[:8].encode(), b"ABCDEFAB")(row), actor=b"ABCDEFAB" + row.actor[8:]),
        lambda row: changed(row, kind=row.kind + b"\n" + row.kind),
        lambda row: changed(row, body=row.body + b"\n" + row.body),
    ],
)  # fmt: skip
def test_each_departure_from_the_form_is_seen(alter: Callable[[LeafRow], LeafRow]) -> None:
    assert links_if_all_fit(together([BODY]), START)
    altered = alter(BODY)
    assert altered != BODY
    assert not links_if_all_fit(together([altered]), START)
