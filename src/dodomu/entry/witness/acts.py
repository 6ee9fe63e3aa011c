"""What `dodomu witness` can do, in one table: the bare command line and that of the application are both made from it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any, NoReturn

from dodomu.engine.ledger import VerifierKey
from dodomu.engine.ledger.strict_text import write_base64
from dodomu.entry.witness.answering import Witness
from dodomu.entry.witness.folder import WitnessFolder
from dodomu.entry.witness.refusals import WitnessRefusal
from dodomu.entry.witness.serving import WitnessServer


@dataclass(frozen=True)
class Option:
    """An option; without a default it must be given. Its type is that of the default, text without one."""

    name: str
    help: str
    metavar: str
    default: str | int | None = None


@dataclass(frozen=True)
class Act:
    """One command. It is called with `folder` and its options by name, and returns the exit code."""

    name: str
    help: str
    call: Callable[..., int]
    options: Sequence[Option] = ()


def summary() -> str:
    """What a witness is, in the language spoken now."""
    return _(
        "Be a witness of journals: cosign a journal as it grows, and refuse when its past was changed. It needs nothing "
        "but Python, learns no personal data, and is meant for a partner's machine."
    )


def acts() -> tuple[Act, ...]:
    """Every command, in the language spoken now."""
    return (
        Act(
            "init",
            _("Make a witness in a new folder: its private key, and an empty list of logs. Prints the verifier key."),
            init,
            (
                Option(
                    "name", _("The witness's name in policies, such as example.org/w1; it cannot be changed."), "NAME"
                ),
            ),
        ),
        Act(
            "serve",
            _(
                "Answer the logs listed in logs.txt until Ctrl+C. Only one process may serve a folder, and no copy of "
                "the folder may be served anywhere else."
            ),
            serve,
            (
                Option("port", _("Port to listen on."), "PORT", 7380),
                Option("host", _("Address to listen on."), "ADDRESS", "127.0.0.1"),
            ),
        ),
        Act("show", _("Show what this witness has cosigned: each log with its size, root and time."), show),
    )


def perform(act: Act, folder: str, given: dict[str, Any]) -> int:
    """Run one command; return its exit code. A refusal is one sentence on the error stream."""
    try:
        return act.call(WitnessFolder(Path(folder)), **given)
    except WitnessRefusal as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        sentence = _("The system refused ({reason}); check the file and the free space, then try again.")
        print(sentence.format(reason=error.strerror or type(error).__name__), file=sys.stderr)
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return 0
    return 1


def init(folder: WitnessFolder, name: str) -> int:
    """Make a witness and print its verifier key."""
    key = folder.make(name, int(time.time()))
    say(_("The witness {name} is made in {path}. Its verifier key, for the policies of others:").format(
        name=key.name, path=folder.path
    ))  # fmt: skip
    say(key.text)
    say(
        _(
            "Next: put the verifier keys of the logs it shall follow into logs.txt, one on each line, and run "
            "`dodomu witness serve {path}`."
        ).format(path=folder.path)
    )
    return 0


def serve(folder: WitnessFolder, port: int, host: str) -> int:
    """Answer until the process is stopped."""
    if not 0 <= port <= 65535:
        raise WitnessRefusal(_("The port must be a number from 0 to 65535."))
    signer = folder.signer()
    folder.take()
    memory, logs = folder.memory(signer.key), folder.logs()
    witness = Witness(signer, logs, memory, lambda: int(time.time()))
    signal.signal(signal.SIGTERM, _stop)
    with WitnessServer(witness, host, port, page(signer.key), tell) as server:
        for origin in logs.partly:
            say(
                _("The ML-DSA-44 signatures of {origin} cannot be checked here; its Ed25519 key is.").format(
                    origin=origin
                )
            )
        address = f"[{host}]" if ":" in host else host
        say(
            _("The witness {name} answers at http://{address}:{port}/ until Ctrl+C. Logs it follows: {count}.").format(
                name=signer.key.name, address=address, port=server.port, count=len(logs.keys)
            )
        )
        server.serve_forever()
    return 0


def show(folder: WitnessFolder) -> int:
    """Print what was cosigned, as a table."""
    key = folder.signer().key
    cosigned = folder.memory(key).cosigned
    say(key.text)
    rows = [(_("Log"), _("Size"), _("Root"), _("Cosigned at (UTC)"))]
    for origin, last in sorted(cosigned.items()):
        rows.append((origin, str(last.seen.size), write_base64(last.seen.root), _moment(last.at)))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    if not cosigned:
        say(_("Nothing is cosigned yet."))
    return 0


def page(key: VerifierKey) -> str:
    """What a person reads who opens the address of the witness in a browser."""
    return "\n\n".join(
        (
            _("This is {name}, a witness of journals.").format(name=key.name),
            _(
                "It cosigns a journal only when the journal proves that everything it held before is still there, "
                "unchanged. It sees sizes and hashes, never what a journal says."
            ),
            _("Its verifier key, to be compared with what its operator told you over another channel:"),
            key.text,
            _("Journals speak to it at {path} (C2SP tlog-witness).").format(path="POST /add-checkpoint"),
        )
    ) + "\n"  # fmt: skip


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)


def tell(line: str) -> None:
    """A line of the running log, with its time; a log that cannot be written stops no witness."""
    with suppress(OSError, ValueError):
        say(f"{_moment(int(time.time()))} {line}")


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(seconds)


def _stop(*_signal: object) -> NoReturn:
    raise SystemExit(0)
