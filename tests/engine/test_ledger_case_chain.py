"""The chain of a case: each way of tampering with it has its name."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.ledger import (
    CaseHead,
    CaseLink,
    ChainCutOff,
    ChainFault,
    ChainGap,
    ChainOrder,
    ChainTooLong,
    HashRefused,
    HeadDiffers,
    LedgerError,
    NotACaseLeaf,
    NotCanonical,
    OtherCase,
    WrongPredecessor,
    canonical_json,
    leaf_hash,
    next_fields,
    read_link,
    verify_chain,
)

WILLOW, HERON = UUID(int=1), UUID(int=2)


def leaf(index: int, pid: UUID, head: CaseHead | None, **more: object) -> bytes:
    return canonical_json({"index": index, "kind": "case_changed", **next_fields(pid, head), **more})


def chain(length: int, pid: UUID = WILLOW, first_index: int = 10) -> list[CaseLink]:
    links: list[CaseLink] = []
    for step in range(length):
        links.append(read_link(leaf(first_index + 3 * step, pid, links[-1].head if links else None)))
    return links


def test_a_chain_written_as_told_is_whole() -> None:
    links = chain(6)
    assert [link.seq for link in links] == list(range(6))
    verify_chain(links, links[-1].head)


def test_a_case_without_leaves_has_no_head() -> None:
    verify_chain([], None)


@given(st.integers(2, 12), st.data())
def test_one_left_out_anywhere_is_found_with_its_number(length: int, data: st.DataObject) -> None:
    links = chain(length)
    gone = data.draw(st.integers(0, length - 1))
    with pytest.raises(ChainCutOff if gone == length - 1 else ChainGap) as caught:
        verify_chain(links[:gone] + links[gone + 1 :], links[-1].head)
    assert caught.value.seq == gone


@given(st.integers(2, 8), st.data())
def test_two_swapped_are_found(length: int, data: st.DataObject) -> None:
    links = chain(length)
    one, other = data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    links[one], links[other] = links[other], links[one]
    with pytest.raises(ChainFault) as caught:
        verify_chain(links, chain(length)[-1].head)
    assert type(caught.value) is ChainGap


def test_a_middle_leaf_removed_and_the_rest_renumbered() -> None:
    links = chain(4)
    renumbered = [links[0], replace(links[2], seq=1), replace(links[3], seq=2)]
    with pytest.raises(WrongPredecessor) as caught:
        verify_chain(renumbered, CaseHead(2, links[3].leaf))
    assert caught.value.seq == 1


def test_a_leaf_shown_twice() -> None:
    links = chain(3)
    with pytest.raises(ChainOrder):
        verify_chain([*links[:2], links[1], links[2]], links[-1].head)


def test_a_leaf_of_another_case() -> None:
    links, others = chain(3), chain(3, HERON, 100)
    with pytest.raises(OtherCase):
        verify_chain([links[0], others[1], links[2]], links[-1].head)


def test_a_whole_chain_of_another_case_ends_at_another_head() -> None:
    with pytest.raises(HeadDiffers):
        verify_chain(chain(3, HERON), chain(3)[-1].head)


def test_a_backdated_leaf_stands_in_the_journal_too_late() -> None:
    first, second = chain(2)
    backdated = read_link(leaf(second.index + 50, WILLOW, first.head, at="2019-01-01"))
    rest = read_link(leaf(second.index + 1, WILLOW, backdated.head))
    with pytest.raises(ChainOrder, match="in the journal"):
        verify_chain([first, backdated, rest], rest.head)


def test_a_chain_whose_first_leaf_names_one_before_it() -> None:
    links = chain(2)
    with pytest.raises(WrongPredecessor):
        verify_chain([replace(links[0], previous=leaf_hash(b"hidden")), links[1]], links[1].head)


def test_a_chain_beginning_in_the_middle() -> None:
    links = chain(5)
    with pytest.raises(ChainGap) as caught:
        verify_chain(links[2:], links[-1].head)
    assert caught.value.seq == 0


def test_a_head_older_than_the_chain() -> None:
    links = chain(4)
    with pytest.raises(ChainTooLong):
        verify_chain(links, links[2].head)
    with pytest.raises(ChainTooLong):
        verify_chain(links, None)


def test_an_empty_chain_of_a_case_with_a_head() -> None:
    with pytest.raises(ChainCutOff):
        verify_chain([], chain(1)[0].head)


@given(st.integers(2, 6), st.data())
def test_one_changed_byte_in_any_leaf_breaks_the_chain(length: int, data: st.DataObject) -> None:
    bodies: list[bytes] = []
    for step in range(length):
        bodies.append(leaf(10 + step, WILLOW, read_link(bodies[-1]).head if bodies else None, note="abc"))
    head = read_link(bodies[-1]).head
    which = data.draw(st.integers(0, length - 1))
    where = data.draw(st.integers(0, len(bodies[which]) - 1))
    flipped = bytes([bodies[which][where] ^ data.draw(st.integers(1, 255))])
    bodies[which] = bodies[which][:where] + flipped + bodies[which][where + 1 :]
    with pytest.raises(LedgerError):
        verify_chain([read_link(body) for body in bodies], head)


PROPER = {"index": 3, "case_pid": str(WILLOW), "case_seq": 1, "prev_case_leaf": "ab" * 32}


@pytest.mark.parametrize(
    "change",
    [
        {"case_pid": None},
        {"case_pid": str(WILLOW).replace("-", "")},
        {"case_pid": "AB" + str(WILLOW)[2:]},
        {"case_pid": str(WILLOW) + "\n"},
        {"case_seq": -1},
        {"case_seq": "1"},
        {"case_seq": True},
        {"index": None},
        {"index": -1},
        {"prev_case_leaf": ""},
        {"prev_case_leaf": "AB" * 32},
        {"prev_case_leaf": "ab" * 31},
        {"prev_case_leaf": 0},
    ],
    ids=str,
)
def test_malformed_fields_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotACaseLeaf):
        read_link(canonical_json(PROPER | change))


@pytest.mark.parametrize("name", sorted(PROPER))
def test_missing_fields_are_refused(name: str) -> None:
    with pytest.raises(NotACaseLeaf):
        read_link(canonical_json({key: value for key, value in PROPER.items() if key != name}))


def test_a_body_that_is_no_object_or_no_canonical_json() -> None:
    with pytest.raises(NotACaseLeaf):
        read_link(b"[]")
    with pytest.raises(NotCanonical):
        read_link(canonical_json(PROPER) + b"\n")


def test_hashes_of_other_lengths_are_refused() -> None:
    with pytest.raises(HashRefused):
        verify_chain([replace(chain(1)[0], leaf=b"")], CaseHead(0, b""))
    with pytest.raises(HashRefused):
        next_fields(WILLOW, CaseHead(0, b"short"))
    with pytest.raises(ChainOrder):
        next_fields(WILLOW, CaseHead(-1, bytes(32)))
