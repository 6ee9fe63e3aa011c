"""`VERIFY.md` and `VERIFY.uk.md`: the exact steps for whoever receives a bundle, and what the bundle does not prove."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from string import Template
from uuid import UUID

from dodomu.engine.ledger.court.facts import Stamp
from dodomu.engine.ledger.court.stamps import stamped_at
from dodomu.engine.ledger.verifier_program import verifier_program

_NONE = {
    "en": "   This bundle holds no time stamp. `verify.py` counts the step as missing.",
    "uk": "   У цьому пакеті немає позначок часу. `verify.py` зараховує цей крок як відсутній.",
}
_PATHS = {"en": "VERIFY.md", "uk": "VERIFY.uk.md"}


@dataclass(frozen=True, slots=True)
class Guided:
    """What the steps name: the case, up to which entry it is whole, how many items there are and are given."""

    case_pid: UUID
    map_index: int
    items: int
    given: int
    stamps: Sequence[Stamp] = ()


def guide_files(about: Guided) -> dict[str, bytes]:
    """Path -> bytes of the guide in both languages.

    Raises:
        TimestampError and what derives from it: a time stamp that cannot be read.

    >>> sorted(guide_files(Guided(UUID(int=1), 9, 3, 2)))
    ['VERIFY.md', 'VERIFY.uk.md']
    """
    return {path: _filled(language, about) for language, path in _PATHS.items()}


def _filled(language: str, about: Guided) -> bytes:
    text = resources.files("dodomu.engine.ledger.court").joinpath(f"verify.{language}.md").read_text(encoding="utf-8")
    program = verifier_program()
    named = [f"{stamp.size}-{stamp.name}.tsr" for stamp in about.stamps]
    commands = "\n".join(_command(stamp, name) for stamp, name in zip(about.stamps, named, strict=True))
    answers = "".join(f" `--timestamp {name}=ok`" for name in named)
    return (
        Template(text)
        .substitute(
            case_pid=about.case_pid,
            map_index=about.map_index,
            items=about.items,
            given=about.given,
            withheld=about.items - about.given,
            program_lines=program.count(b"\n"),
            program_sha256=sha256(program).hexdigest(),
            stamps=f"{commands or _NONE[language]}\n",
            answers=f":{answers}" if answers else "",
        )
        .encode("utf-8")
    )


def _command(stamp: Stamp, name: str) -> str:
    moment, imprint = stamped_at(stamp.response)
    verify = f"openssl ts -verify -digest {imprint.hex()} -in journal/timestamps/{name}"
    return f"       {verify} \\\n           -CAfile ../TSA-ROOTS.pem -attime {int(moment.timestamp())}"
