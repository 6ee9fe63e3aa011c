"""`premis.xml`: objects, events and agents by PREMIS 3 (Library of Congress, data dictionary 3.0), for archives.

Objects are the files and the items that are withheld; events are the entries of the case in the journal, which says
no more than pseudonyms and codes; agents are those who acted, and the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from dodomu.engine.ledger.court.describing import WITHHELD, Act, Description, Item
from dodomu.engine.ledger.court.facts import Payload

PATH = "premis.xml"
SPACE = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def premis_xml(about: Description) -> bytes:
    """The bytes of the file, in UTF-8. Whatever a name holds, it stays text: no element, no entity, no control sign."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<premis xmlns="{SPACE}" xmlns:xsi="{XSI}" version="3.0">'
    parts = [head, *_objects(about), *_events(about), *_agents(about), "</premis>"]
    return ("\n".join(parts) + "\n").encode("utf-8")


def xml_text(text: str) -> str:
    """Text as the content of an element; signs that XML 1.0 cannot hold become U+FFFD.

    >>> xml_text("a<b & \\x00")
    'a&lt;b &amp; \\ufffd'
    """
    # A bare carriage return would be read back as a line feed.
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _element(name: str, *content: str) -> str:
    return f"<{name}>{''.join(content)}</{name}>"


def _said(name: str, text: str) -> str:
    return _element(name, xml_text(text))


def _identifier(of: str, kind: str, value: str, *more: str) -> str:
    return _element(f"{of}Identifier", _said(f"{of}IdentifierType", kind), _said(f"{of}IdentifierValue", value), *more)


def _objects(about: Description) -> Iterator[str]:
    for item in about.items:
        yield _item(item)
        for file in item.files:
            yield _file(file, item)
    for file in about.own:
        yield _file(file)


def _item(item: Item) -> str:
    why = (
        _element(
            "significantProperties",
            _said("significantPropertiesType", "withheld"),
            _said("significantPropertiesValue", item.why),
        )
        if item.fate == WITHHELD
        else ""
    )
    return _object("intellectualEntity", _identifier("object", "journal", str(item.pid)), why)


def _file(file: Payload, item: Item | None = None) -> str:
    fixity = _element("fixity", _said("messageDigestAlgorithm", "SHA-256"), _said("messageDigest", file.sha256))
    designation = _element("formatDesignation", _said("formatName", file.media_type or "unknown"))
    return _object(
        "file",
        _identifier("object", "path", file.path),
        _element("objectCharacteristics", fixity, _said("size", str(file.size)), _element("format", designation)),
        _said("originalName", file.name) if file.name else "",
        _part_of(item) if item else "",
    )


def _part_of(item: Item) -> str:
    related = _identifier("relatedObject", "journal", str(item.pid))
    kind = _said("relationshipType", "structural") + _said("relationshipSubType", "is part of")
    return _element("relationship", kind, related)


def _object(kind: str, *content: str) -> str:
    return f"<object xsi:type={quoteattr(kind)}>{''.join(content)}</object>"


def _events(about: Description) -> Iterator[str]:
    items = {str(item.pid) for item in about.items}
    for act in about.acts():
        yield _event(act, act.item in items)


def _event(act: Act, of_item: bool) -> str:
    return _element(
        "event",
        _identifier("event", "journal entry", str(act.index)),
        _said("eventType", act.kind),
        _said("eventDateTime", act.at),
        _identifier("linkingAgent", "journal", act.actor) if act.actor else "",
        _identifier("linkingObject", "journal", act.item) if of_item else "",
    )


def _agents(about: Description) -> Iterator[str]:
    for pid in sorted({act.actor for act in about.acts()} - {""}):
        name = about.names.get(pid)
        named = _said("agentName", name) + _said("agentType", "person") if name else ""
        yield _element("agent", _identifier("agent", "journal", pid), named)
    program = _said("agentName", about.software) + _said("agentType", "software")
    yield _element("agent", _identifier("agent", "program", about.software), program)
