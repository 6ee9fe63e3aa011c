"""Filters are codes in the address; each is a chip one can remove; paging keeps them."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.kit.pieces import CHILDREN, ChildrenTable, asked, rendered, table, texts

pytestmark = pytest.mark.usefixtures("in_english")


def shown(address: str) -> str:
    given = table(address)
    return rendered('<c-table :table="table" />', given.request, table=given)


def test_a_filter_is_read_from_the_address() -> None:
    assert ChildrenTable.wanted(asked("/children/?risk=high&sex=f")).filters == {"risk": "high", "sex": "f"}


@pytest.mark.parametrize("code", ["enormous", "", "HIGH", "%3Cscript%3E", "high&risk=none"])
def test_a_code_that_does_not_exist_filters_nothing(code: str) -> None:
    assert ChildrenTable.wanted(asked(f"/children/?risk={code}")).filters == {}


def test_a_filter_that_the_list_does_not_have_is_left_out() -> None:
    assert ChildrenTable.wanted(asked("/children/?colour=red")).filters == {}


def test_each_filter_is_a_chip_that_removes_itself_alone() -> None:
    chips = table("/children/?risk=high&sex=f&sort=born&page=2").chips
    assert [(chip.label, chip.value) for chip in chips] == [("Risk", "high"), ("Sex", "girl")]
    assert [chip.url for chip in chips] == ["?sex=f&sort=born", "?risk=high&sort=born"]


def test_a_chip_on_the_page_is_a_link_that_says_what_it_does() -> None:
    page = shown("/children/?risk=high")
    assert '<a class="chip" href="?"' in page
    assert "Remove the filter:" in page


def test_all_filters_go_at_once_and_the_order_stays() -> None:
    assert table("/children/?risk=high&sex=f&sort=born&page=2").without_filters_url == "?sort=born"


def test_the_filter_form_carries_the_order_along() -> None:
    assert '<input type="hidden" name="sort" value="-born">' in shown("/children/?sort=-born&page=2")


def test_typed_words_in_the_address_come_back_harmless() -> None:
    page = shown("/children/?sort=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in page


@pytest.mark.parametrize(("language", "words"), [("en", "3 entries"), ("uk", "3 записи")])
def test_the_list_says_how_many_there_are(language: str, words: str) -> None:
    with translation.override(language):
        assert words in shown("/children/")


def test_the_count_is_of_all_pages() -> None:
    given = table()
    served = ChildrenTable(given.request, CHILDREN[:2], total=12_345)
    assert "12345 entries" in rendered('<c-table :table="table" />', given.request, table=served)


def test_nothing_found_offers_to_remove_the_filters() -> None:
    given = table("/children/?risk=high", rows=[])
    page = rendered('<c-table :table="table" />', given.request, table=given)
    assert "Nothing fits these filters" in page
    assert "Remove all filters" in page


def test_the_pages_keep_filters_and_order() -> None:
    pager = table("/children/?risk=high&sort=-born").pager
    assert pager.next_url == "?risk=high&sort=-born&page=2"
    assert table("/children/?risk=high&page=2").pager.previous_url == "?risk=high"


@pytest.mark.parametrize("page", ["0", "-1", "two", "٢", "", "1.5", "9" * 5000])
def test_a_page_that_does_not_exist_is_no_error(page: str) -> None:
    assert texts(table(f"/children/?page={page}"))


def test_the_last_page_holds_the_rest() -> None:
    last = table("/children/?page=2")
    assert texts(last) == ["Дуб Іван"] or len(texts(last)) == 1
    assert (last.pager.first_row, last.pager.last_row, last.pager.next_url) == (3, 3, "")


def test_far_pages_are_shown_as_a_gap() -> None:
    given = table("/children/?page=9")
    served = ChildrenTable(given.request, [], total=40)
    assert [link.number for link in served.pager.links] == [1, 0, 8, 9, 10, 0, 20]
