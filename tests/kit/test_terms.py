"""Words of the glossary where a newcomer meets them: in both languages, opened by key and tap, never by hovering."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

import dodomu
from dodomu.kit import handbook
from tests.kit.pieces import rendered

PACKAGE = Path(dodomu.__file__).parent
CODES = re.compile(r'<c-term code="([^"{]*)"')
USED = sorted({code for page in PACKAGE.rglob("*.html") for code in CODES.findall(page.read_text(encoding="utf-8"))})
EXPLAINED = (
    "clock", "mention", "candidate", "whereabouts", "status-axis", "compartment", "referral", "transfer",
    "legal-verification", "never-disclose", "need-to-know", "consent", "life-line", "one-interview-rule", "retention",
)  # fmt: skip


@pytest.mark.parametrize("code", sorted({*USED, *EXPLAINED}))
def test_the_glossary_has_the_word_in_both_languages(code: str) -> None:
    found = handbook.term(code)
    assert found is not None
    assert found.word("uk") != found.word("en")
    assert found.meaning("uk") != found.meaning("en")


@pytest.mark.parametrize("found", handbook.terms().values(), ids=str)
def test_each_meaning_is_in_its_own_letters(found: handbook.Term) -> None:
    assert not re.search("[А-яІіЇїЄєҐґ]", found.meaning("en"))
    assert re.search("[А-яІіЇїЄєҐґ]", found.meaning("uk"))


@pytest.mark.parametrize(
    ("language", "question"), [("en", "What is “need to know”?"), ("uk", "Що таке «лише потрібне»?")]
)
def test_a_term_opens_where_it_stands_and_leads_to_its_line(language: str, question: str) -> None:
    with translation.override(language):
        page = rendered('<c-term code="need-to-know" />')
    assert question in page
    assert "<details" in page
    assert 'href="/help/reference/glossary/#term-need-to-know"' in page
    assert "title=" not in page


def test_a_term_in_a_sentence_is_a_link() -> None:
    with translation.override("en"):
        page = rendered('<c-term code="clock" link="yes">clocks</c-term>').strip()
    assert page == '<a class="term-link" href="/help/reference/glossary/#term-clock">clocks</a>'


def test_each_line_of_the_glossary_can_be_linked_to() -> None:
    glossary = handbook.document(handbook.GLOSSARY_NAME)
    assert glossary is not None
    for language in ("en", "uk"):
        page = handbook.render(glossary, language, lambda name: name).html
        assert [code for code in handbook.terms() if f'id="term-{code}"' not in page] == []


def test_no_word_stands_twice_in_the_glossary() -> None:
    glossary = handbook.document(handbook.GLOSSARY_NAME)
    assert glossary is not None
    lines = [line for line in glossary.text_in("en").splitlines() if re.match(r"\| (?!English)\w", line)]
    assert len(lines) == len(handbook.terms())
