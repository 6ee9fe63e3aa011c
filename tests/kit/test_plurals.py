"""Ukrainian counts as Ukrainians do: 1 and 21, 2 and 22, 5 and 11 each take their form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import ngettext

import dodomu
from tests.kit.pieces import ChildrenTable, asked, rendered

CATALOGUE = Path(dodomu.__file__).parent / "locale/uk/LC_MESSAGES/django.po"
COUNTS = {
    "%(count)s years old": ("%(count)s year old", "1 рік|2 роки|5 років|11 років|21 рік|22 роки"),
    "%(n)s pairs wait for a decision.": (
        "%(n)s pair waits for a decision.",
        (
            "1 пара чекає на рішення.|2 пари чекають на рішення.|5 пар чекають на рішення.|11 пар чекають на рішення."
            "|21 пара чекає на рішення.|22 пари чекають на рішення."
        ),
    ),
    "%(n)s facts were corrected or withdrawn.": (
        "%(n)s fact was corrected or withdrawn.",
        (
            "1 факт виправлено або відкликано.|2 факти виправлено або відкликано.|5 фактів виправлено або відкликано."
            "|11 фактів виправлено або відкликано.|21 факт виправлено або відкликано.|22 факти виправлено або відкликано."
        ),
    ),
    "%(num)d hours ago": (
        "%(num)d hour ago",
        "1 годину тому|2 години тому|5 годин тому|11 годин тому|21 годину тому|22 години тому",
    ),
}
SAME_ON_PURPOSE = {
    # Nothing in the sentence agrees with the number.
    "%(free)s has nobody working on it.",
    "and %(more)s more",
    "and %(count)s more",
    "%(count)s is here.",
    "%(n)s has to be asked about",
    "%(n)s more",
    "%(n)s given",
    "%(n)s withheld",
    "Option {name!r} requires an argument.",
}
FEW_LIKE_ONE = {
    # Neuter nouns whose nominative plural is written like the singular, with a verb that has no number.
    "%(number)s report",
    "{count} task failed.",
    "%(count)s task",
    "%(count)s decision on what is best for a child",
    "and %(number)s more report",
    "and %(number)s more statement",
    "the words about %(count)s interview",
    "%(count)s arrival",
    "A check that ended on %(since)s found %(count)s fault.",
}
FEW_LIKE_MANY = {
    # The genitive and the accusative of living beings know one and several only, like verbs without a noun;
    # a click message repeats the number at its end.
    "%(youngest)s to %(count)s year old",
    "%(n)s is a namesake by what is known: it can be decided here.",
    (
        "It is decided only if the names agree and a birth date, a place or parents speak against one person. It comes back "
        "when new facts arrive."
    ),
    "The search was right in %(fit)s of %(all)s band with enough decisions",
    "{day}: {done} of {count} part done.",
    "Option {name!r} requires an argument.",
    "At least %(count)s entry that was signed before is missing: that from entry %(first)s on.",
    "{count} entry that was signed before is missing, from entry {first} on.",
    "%(count)s thing is missing for READY",
    "%(count)s thing is missing.",
    "the words of %(count)s consent",
    "what the child needed on %(count)s mission, and hand-overs",
    "%(left)s child is still to be checked: is it here, is it this child, is its medicine there.",
    "%(n)s ends soon",
    "%(n)s is being prepared.",
    "%(n)s is withheld.",
    "%(steps)s step has no count that can be shown: %(hidden_words)s.",
    "A paper ends soon in %(count)s plan",
    "A paper to apply for in %(count)s plan",
    "Next: triage for %(count)s child.",
    "The age of %(count)s child is not known and counts as the youngest.",
    "about %(weeks)s week",
    "%(count)s consent runs out soon",
    "%(count)s pair is decided: two people.",
    "%(n)s more is kept until the child is 18.",
    "%(n)s waits for a second person.",
    "%(n)s waits for the answer of your team.",
    "%(number)s child is left out: consent to tracing was withdrawn, refused or has run out.",
    "%(number)s child was left out: consent to this use was withdrawn, refused or has run out.",
    "%(number)s photo, blurred until you ask. Each look is written to the journal.",
    "A deadline in %(count)s case",
    "Approvals of %(count)s kind wait for a second person.",
    "For %(n)s use nobody has been asked yet.",
    "It changes hands at once. In another team, that team sees the child from then on and this one no longer does.",
    "It leaves the queue and comes back only when new facts arrive. That two records are one person is never decided for several at once.",
    "It stands in the work of those who work on it, until somebody clears the flag.",
    "Requesters of %(count)s child wait to be verified",
    "Show %(number)s relative",
    "The same by another source",
    "Tick that you have read it.",
}


def plurals() -> list[Message]:
    with CATALOGUE.open("rb") as text:
        return [message for message in read_po(text, locale="uk") if isinstance(message.id, tuple)]


def forms_of(message: Message) -> tuple[str, str, str]:
    one, few, many = message.string
    return one, few, many


@pytest.mark.parametrize("several", COUNTS)
def test_each_number_takes_its_form(several: str) -> None:
    one, said = COUNTS[several]
    name = re.findall(r"%\((\w+)\)", several)[0]
    with translation.override("uk"):
        found = [ngettext(one, several, number) % {name: number} for number in (1, 2, 5, 11, 21, 22)]
    assert found == said.split("|")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 запис"), (2, "2 записи"), (5, "5 записів"), (11, "11 записів"), (21, "21 запис"), (22, "22 записи")],
)
def test_a_list_counts_its_entries(number: int, words: str) -> None:
    with translation.override("uk"):
        table = ChildrenTable(asked(), [], total=number)
        assert f">{words}</p>" in rendered('<c-table :table="table" />', table=table)


def test_every_plural_has_all_three_forms() -> None:
    assert [message.id[0] for message in plurals() if len([form for form in message.string if form.strip()]) != 3] == []


def test_one_and_many_differ() -> None:
    alike = {message.id[0] for message in plurals() if forms_of(message)[0] == forms_of(message)[2]}
    assert alike - SAME_ON_PURPOSE == set()


def test_one_and_few_differ() -> None:
    alike = {message.id[0] for message in plurals() if forms_of(message)[0] == forms_of(message)[1]}
    assert alike - SAME_ON_PURPOSE - FEW_LIKE_ONE == set()


def test_few_and_many_differ() -> None:
    alike = {message.id[0] for message in plurals() if forms_of(message)[1] == forms_of(message)[2]}
    assert alike - SAME_ON_PURPOSE - FEW_LIKE_MANY == set()


def test_every_form_names_the_number() -> None:
    """The first form also serves 21 and 31: "one" written as a word would be wrong there."""
    silent = [
        message.id[0]
        for message in plurals()
        for form in message.string
        if set(re.findall(r"%\(\w+\)|\{\w+", message.id[1])) - set(re.findall(r"%\(\w+\)|\{\w+", form))
        and message.id[0] not in SAME_ON_PURPOSE
    ]
    assert silent == []
