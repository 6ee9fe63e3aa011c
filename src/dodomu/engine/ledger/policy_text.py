"""Policies as text (C2SP tlog-policy): lines of words that begin with log, witness, group or quorum.

log LOG_KEY
witness ngo NGO_KEY https://witness.example/
witness university UNIVERSITY_KEY
witness lawyers LAWYERS_KEY
group outsiders 2 ngo university lawyers
quorum outsiders
"""

from __future__ import annotations

import re

from dodomu.engine.ledger.errors import LedgerError, PolicyMalformed
from dodomu.engine.ledger.policy import Group, Party, Policy
from dodomu.engine.ledger.verifier_keys import parse_verifier_key

LARGEST_POLICY = 1024 * 1024
MOST_LINES = 4096
_BLANKS = re.compile(r"[ \t]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


class _Draft:
    """What the lines read so far define."""

    def __init__(self) -> None:
        self.logs: list[Party] = []
        self.witnesses: list[Party] = []
        self.groups: list[Group] = []
        self.quorums: list[str] = []
        self.defined: set[str] = set()


def parse_policy(data: str | bytes) -> Policy:
    """Read a policy file.

    Octets above 0x7F are opaque: names that only look alike are different names.

    Raises:
        PolicyMalformed: more than 1 MiB or 4,096 lines, a control character, no final newline, an unknown or
            misspelt line, no quorum or two, or anything `Policy` refuses.
        KeyRefused: a line's key is no verifier key.
    """
    draft = _Draft()
    for line in _lines(data):
        words = _BLANKS.split(line.strip(" \t"))
        if words[0] and not words[0].startswith("#"):
            _read(words, draft)
    if len(draft.quorums) != 1:
        raise PolicyMalformed("a policy has exactly one quorum line")
    return Policy(tuple(draft.logs), tuple(draft.witnesses), tuple(draft.groups), draft.quorums[0])


def write_policy(policy: Policy) -> str:
    """The policy as text that `parse_policy` reads back to the same policy.

    Raises:
        PolicyMalformed: a name or URL that would be read back as something else, such as one with blanks.
    """
    lines = [_words("log", log.key.text, log.url) for log in policy.logs]
    lines += [_words("witness", witness.name, witness.key.text, witness.url) for witness in policy.witnesses]
    lines += [_words("group", group.name, str(group.needed), *group.members) for group in policy.groups]
    text = "".join(line + "\n" for line in (*lines, _words("quorum", policy.quorum)))
    try:
        read_back = parse_policy(text)
    except LedgerError:
        read_back = None
    if read_back != policy:
        raise PolicyMalformed("a name or address of the policy cannot be written")
    return text


def _lines(data: str | bytes) -> list[str]:
    try:
        raw = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else bytes(data)
    except UnicodeEncodeError:
        raise PolicyMalformed("a character that has no bytes") from None
    if len(raw) > LARGEST_POLICY or raw.count(b"\n") > MOST_LINES:
        raise PolicyMalformed(f"more than {LARGEST_POLICY} bytes or {MOST_LINES} lines")
    text = raw.decode("utf-8", "surrogateescape")
    if _FORBIDDEN.search(text):
        raise PolicyMalformed("a control character, perhaps a carriage return")
    if not text.endswith("\n"):
        raise PolicyMalformed("does not end with a newline")
    return text[:-1].split("\n")


def _read(words: list[str], draft: _Draft) -> None:
    match words:
        case ["log", key_text, *url] if len(url) <= 1:
            key = parse_verifier_key(key_text)
            draft.logs.append(Party(key.name, key, *url))
        case ["witness", name, key_text, *url] if len(url) <= 1:
            _define(name, draft)
            draft.witnesses.append(Party(name, parse_verifier_key(key_text), *url))
        case ["group", name, needed, *members] if members:
            if not draft.defined.issuperset(members):
                raise PolicyMalformed("a group names a member that was not defined before")
            _define(name, draft)
            draft.groups.append(Group(name, _needed(needed, len(members)), tuple(members)))
        case ["quorum", name]:
            if name != "none" and name not in draft.defined:
                raise PolicyMalformed("the quorum names nobody defined before")
            draft.quorums.append(name)
        case _:
            raise PolicyMalformed("a line is neither log, witness, group nor quorum as the format has them")


def _define(name: str, draft: _Draft) -> None:
    if name in draft.defined:
        raise PolicyMalformed("a name is reserved or defined twice")
    draft.defined.add(name)


def _needed(word: str, members: int) -> int:
    if word in {"all", "any"}:
        return members if word == "all" else 1
    if not _COUNT.fullmatch(word):
        raise PolicyMalformed("a group needs all, any, or a number of its members")
    return int(word)


def _words(*words: str) -> str:
    return " ".join(word for word in words if word)
