"""Signed notes (C2SP signed-note): a text, an empty line, and one line for each signature.

Stricter than the specification where leniency serves nobody: the text may not end in an empty line of its own,
a byte order mark is refused, base64 has one spelling. Checking signatures is the business of `checkpoints`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dodomu.engine.ledger.errors import NoteMalformed, NoteTooLarge
from dodomu.engine.ledger.strict_text import read_base64, read_text, write_base64
from dodomu.engine.ledger.verifier_keys import KEY_ID_SIZE, VerifierKey, is_key_name

LARGEST_NOTE = 512 * 1024
MOST_SIGNATURES = 64
_DASH = "\u2014 "
_SEPARATOR = "\n\n"


@dataclass(frozen=True)
class SignatureLine:
    """One signature: by whom it claims to be, under which key id, and its bytes."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line as it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {write_base64(self.key_id + self.signature)}\n"

    def claims(self, key: VerifierKey) -> bool:
        """Whether the line names this key; name and id must both agree."""
        return (self.name, self.key_id) == (key.name, key.id)


@dataclass(frozen=True)
class Note:
    """A note taken apart. Nothing in it may be believed before a signature was checked."""

    text: str
    signatures: tuple[SignatureLine, ...]


def parse_note(data: str | bytes) -> Note:
    """Take a signed note apart, refusing whatever could be read in two ways.

    Lines of unknown keys are kept; a line that is no signature at all makes the whole note malformed.

    Raises:
        NoteMalformed: not UTF-8, control characters, no final newline, no empty line before the signatures or
            more than one, a dash that only looks like U+2014, base64 in another spelling.
        NoteTooLarge: more than 512 KiB or 64 signatures.

    >>> note = parse_note("text\\n\\n\\N{EM DASH} example.com/log AAAAAEE=\\n")
    >>> note.text, note.signatures[0].name
    ('text\\n', 'example.com/log')
    """
    text = read_text(data, LARGEST_NOTE, NoteMalformed, NoteTooLarge)
    body, separator, tail = text.rpartition(_SEPARATOR)
    if not separator:
        raise NoteMalformed("no empty line parts the text from the signatures")
    if not body or body.endswith("\n"):
        raise NoteMalformed("the text is empty or ends in an empty line")
    return Note(body + "\n", parse_signature_lines(tail))


def parse_signature_lines(data: str | bytes) -> tuple[SignatureLine, ...]:
    """Read one or more signature lines, such as a witness answers with.

    Raises:
        NoteMalformed: a line is no signature line, or there is none. NoteTooLarge: more than 64 lines.
    """
    lines = read_text(data, LARGEST_NOTE, NoteMalformed, NoteTooLarge)[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise NoteTooLarge(f"more than {MOST_SIGNATURES} signatures")
    return tuple(_signature_line(line) for line in lines)


def write_note(text: str, signatures: Sequence[SignatureLine]) -> str:
    """Put a note together; what is written can always be parsed again.

    Raises:
        NoteMalformed, NoteTooLarge: as `parse_note`.

    >>> write_note("text\\n", [SignatureLine("example.com/log", bytes(4), b"A")])
    'text\\n\\n— example.com/log AAAAAEE=\\n'
    """
    written = text + "\n" + "".join(line.text for line in signatures)
    if parse_note(written) != Note(text, tuple(signatures)):
        raise NoteMalformed("the text and the signatures make no note")
    return written


def _signature_line(line: str) -> SignatureLine:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise NoteMalformed("a signature line is an em dash, a key name and base64, parted by single spaces")
    raw = read_base64(encoded, "signature", NoteMalformed)
    if len(raw) <= KEY_ID_SIZE:
        raise NoteMalformed("a signature line holds a key id of four bytes and a signature")
    return SignatureLine(name, raw[:KEY_ID_SIZE], raw[KEY_ID_SIZE:])
