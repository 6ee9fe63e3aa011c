"""`ro-crate-metadata.json`: the bundle described by RO-Crate 1.1, for those who read it by machine.

It is written here and never read: a crate from outside may name paths that lead anywhere. No context is fetched.
"""

from __future__ import annotations

from typing import Any

from dodomu.engine.ledger.canonical import canonical_json
from dodomu.engine.ledger.court.describing import WITHHELD, Description, Item
from dodomu.engine.ledger.court.facts import Payload

PATH = "ro-crate-metadata.json"
VERSION = "https://w3id.org/ro/crate/1.1"
UNKNOWN = "application/octet-stream"
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
TERMS, MAKER = "#terms", "#organisation"


def crate_json(about: Description) -> bytes:
    """The bytes of the metadata file: JSON-LD with the descriptor, the bundle, every file, every item, who made it.

    Raises:
        LoneSurrogate: a name that is no text.
    """
    graph = [_descriptor(), _root(about), _maker(about), _terms()]
    graph += [_file(file) for file in about.files]
    graph += [_paper(path, words) for path, words in sorted(about.papers.items())]
    graph += [_item(item) for item in about.items]
    return canonical_json({"@context": f"{VERSION}/context", "@graph": graph}) + b"\n"


def identifier_of(path: str) -> str:
    """A path as a relative reference: percent escapes for all that a URI does not hold.

    >>> identifier_of("data/100% лист.txt")
    'data/100%25%20%D0%BB%D0%B8%D1%81%D1%82.txt'
    """
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogatepass"))


def _descriptor() -> dict[str, Any]:
    return {
        "@id": PATH,
        "@type": "CreativeWork",
        "about": _to("./"),
        "conformsTo": _to(VERSION),
    }


def _root(about: Description) -> dict[str, Any]:
    parts = [
        *(identifier_of(file.path) for file in about.files),
        *(identifier_of(path) for path in sorted(about.papers)),
    ]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Evidence bundle of case {about.case_pid}",
        "description": f"{len(about.items)} items, {about.withheld} of them withheld. VERIFY.md says how to check it.",
        "datePublished": about.at,
        "identifier": str(about.case_pid),
        "license": _to(TERMS),
        "publisher": _to(MAKER),
        "hasPart": [_to(part) for part in parts],
        "mentions": [_to(_name(item)) for item in about.items],
    }


def _maker(about: Description) -> dict[str, Any]:
    return {"@id": MAKER, "@type": "Organization", "name": about.organisation}


def _terms() -> dict[str, Any]:
    return {
        "@id": TERMS,
        "@type": "CreativeWork",
        "name": "Terms of use",
        "description": "For the proceedings it was handed over for. It may hold personal data of children.",
    }


def _file(file: Payload) -> dict[str, Any]:
    return {
        "@id": identifier_of(file.path),
        "@type": "File",
        "name": file.name or file.path.rpartition("/")[2],
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "encodingFormat": file.media_type or UNKNOWN,
        "additionalType": file.role,
    }


def _paper(path: str, words: str) -> dict[str, Any]:
    return {"@id": identifier_of(path), "@type": "File", "name": words}


def _item(item: Item) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@id": _name(item),
        "@type": "CreativeWork",
        "name": f"Exhibit {item.number}",
        "identifier": str(item.pid),
        "genre": item.kind,
        "creativeWorkStatus": item.fate,
    }
    if item.fate == WITHHELD:
        return said | {"description": f"withheld: {item.why}"}
    return said | {"encoding": [_to(identifier_of(file.path)) for file in item.files]}


def _name(item: Item) -> str:
    return f"#exhibit-{item.number}"


def _to(identifier: str) -> dict[str, str]:
    return {"@id": identifier}
