"""What describes a bundle: RO-Crate, PREMIS, the guide. Whatever a name holds, it stays a name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dodomu.engine.ledger import LedgerError, bundle_verifier, verifier_program
from dodomu.engine.ledger.court import (
    COPY,
    ORIGINAL,
    STATEMENT,
    WITHHELD,
    DescriptionUnfit,
    Guided,
    Item,
    Payload,
    crate_json,
    guide_files,
    premis_xml,
)
from dodomu.engine.ledger.court.crate import identifier_of
from dodomu.engine.ledger.court.premis import SPACE
from tests.engine.ledger_bundles import WILLOW
from tests.engine.ledger_court import description, facts, payload, written

ABOUT = description(facts())
HOSTILE = '../../etc/passwd\x00\u202e<!ENTITY x SYSTEM "file:///">&x;]]>\r\n\'"=1+1\ud83d\ude00'


def named(name: str) -> Any:
    file = payload("data/letter.txt", name=name, media_type=name)
    return replace(
        ABOUT, items=[Item(UUID(int=1), 1, name, ORIGINAL, files=(file,))], organisation=name, names={name: name}
    )


def test_the_crate_names_every_file_and_every_item_and_nothing_outside() -> None:
    graph = {one["@id"]: one for one in json.loads(crate_json(ABOUT))["@graph"]}
    assert graph["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = graph["./"]
    assert {"name", "description", "datePublished", "license"} <= set(root)
    assert [part["@id"] for part in root["hasPart"]] == ["data/letter.txt", "data/100%25%20photo.jpg", "data/empty"]
    assert graph["data/letter.txt"]["sha256"] == ABOUT.files[0].sha256
    assert graph["#exhibit-99"]["description"] == "withheld: safety"
    assert "encoding" not in graph["#exhibit-99"]
    used = {one["@id"] for node in graph.values() for value in node.values() for one in _references(value)}
    assert used - set(graph) == {"https://w3id.org/ro/crate/1.1"}


def _references(value: Any) -> list[dict[str, str]]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, dict)]


def test_a_hostile_name_is_no_path_in_the_crate_and_no_element_in_premis() -> None:
    about = named(HOSTILE.encode("utf-16", "surrogatepass").decode("utf-16"))
    ids = [one["@id"] for one in json.loads(crate_json(about))["@graph"]]
    assert not [one for one in ids if ".." in one or one.startswith(("/", "file:"))]
    tree = _parsed(premis_xml(about))
    assert "<!ENTITY" in (tree.findtext(f".//{{{SPACE}}}originalName") or "")
    assert b"<!ENTITY" not in premis_xml(about)


@given(st.text(max_size=20))
@settings(max_examples=20, deadline=None)
def test_premis_stays_readable_and_keeps_what_xml_can_hold(name: str) -> None:
    found = _parsed(premis_xml(named(name))).findtext(f".//{{{SPACE}}}originalName") or ""
    assert len(found) == len(name)
    assert all(b in {a, "\ufffd"} for a, b in zip(name, found, strict=True))


def test_half_a_character_in_a_name_is_refused_by_name() -> None:
    with pytest.raises(LedgerError, match="lone surrogate"):
        crate_json(named("\ud800"))
    assert "\ufffd" in premis_xml(named("\ud800")).decode()


def test_an_identifier_cannot_lead_out() -> None:
    assert identifier_of("data/a b?c#d:e.txt") == "data/a%20b%3Fc%23d%3Ae.txt"


def test_premis_lists_objects_events_and_agents_in_the_order_of_the_schema() -> None:
    about = replace(ABOUT, names={"": "nobody"})
    tree = _parsed(premis_xml(about))
    kinds = [child.tag.removeprefix(f"{{{SPACE}}}") for child in tree]
    assert kinds == ["object"] * 7 + ["event"] * 5 + ["agent"]
    file = next(one for one in tree if one.find(f"{{{SPACE}}}objectCharacteristics") is not None)
    assert [child.tag.rpartition("}")[2] for child in file] == [
        "objectIdentifier",
        "objectCharacteristics",
        "relationship",
    ]
    assert tree.findtext(f".//{{{SPACE}}}messageDigest") == about.files[0].sha256
    assert tree.findtext(f".//{{{SPACE}}}significantPropertiesValue") == "safety"


def _parsed(body: bytes) -> ET.Element:
    return ET.fromstring(body)


FILE = payload("data/letter.txt")
UNFIT: dict[str, Callable[[], object]] = {
    "an original underneath a copy": lambda: _item(COPY, "", [replace(FILE, role=COPY), replace(FILE, path="data/x")]),
    "a copy beside an original": lambda: _item(ORIGINAL, "", [FILE, replace(FILE, role=COPY, path="data/x")]),
    "an original called a copy": lambda: _item(COPY, "", [FILE]),
    "two originals": lambda: _item(ORIGINAL, "", [FILE, replace(FILE, path="data/x")]),
    "a file of what is withheld": lambda: _item(WITHHELD, "safety", [replace(FILE, role=STATEMENT)]),
    "withheld without a reason": lambda: _item(WITHHELD, "", []),
    "given with a reason to withhold": lambda: _item(ORIGINAL, "safety", [FILE]),
    "given without a file": lambda: _item(ORIGINAL, "", []),
    "a fate nobody knows": lambda: _item("lost", "", []),
    "a role nobody knows": lambda: _item(ORIGINAL, "", [FILE, replace(FILE, role="note", path="data/x")]),
    "one number twice": lambda: replace(ABOUT, items=[ABOUT.items[3], replace(ABOUT.items[3], pid=UUID(int=5))]),
    "one name twice": lambda: replace(ABOUT, items=[ABOUT.items[3], replace(ABOUT.items[3], number=5)]),
    "one path twice": lambda: replace(ABOUT, items=[ABOUT.items[0], Item(UUID(int=5), 5, "x", ORIGINAL, "", [FILE])]),
}


def _item(fate: str, why: str, files: list[Payload]) -> Item:
    return Item(UUID(int=1), 1, "photo", fate, why, files)


@pytest.mark.parametrize("build", UNFIT.values(), ids=UNFIT)
def test_what_is_withheld_never_gets_a_file_and_a_copy_never_its_original(build: Callable[[], object]) -> None:
    with pytest.raises(DescriptionUnfit):
        build()


def test_the_guide_says_the_steps_and_the_limits_in_both_languages() -> None:
    files = guide_files(Guided(WILLOW, 8, 4, 3))
    english, ukrainian = (files[path].decode() for path in ("VERIFY.md", "VERIFY.uk.md"))
    for text in (english, ukrainian):
        assert sha256(verifier_program()).hexdigest() in text
        assert "sha256sum -c tagmanifest-sha256.txt" in text
        assert "python3 -I verify.py . --trust ../keys.txt" in text
        assert "$" not in text
    assert english.count("\n## ") == ukrainian.count("\n## ")
    assert english.partition("What this does not prove")[2].count("\n- ") == 6
    assert "3 given, 1 withheld" in english
    assert "holds no time stamp" in english


def test_the_names_in_the_guide_are_those_of_the_bundle_and_of_the_program() -> None:
    made = written(facts())
    for path in re.findall(r"`(journal/[^`]+|policy.txt|verify.py)`", made["VERIFY.md"].decode()):
        assert path in {*made, "policy.txt"}
    assert "--timestamp" in (bundle_verifier.__doc__ or "")
