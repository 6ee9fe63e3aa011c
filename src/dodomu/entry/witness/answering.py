"""One witness, answering one request after another: decide, remember durably, then answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from dodomu.engine.ledger import (
    Answer,
    LedgerError,
    PrivateKey,
    Seen,
    Signer,
    decide_add_checkpoint,
    parse_add_checkpoint,
    parse_note,
    read_tree_head,
)
from dodomu.engine.ledger.witnessing import PLAIN_TEXT
from dodomu.entry.witness.folder import Logs
from dodomu.entry.witness.memory import Cosigned, Memory

SAME_ANSWER_SECONDS = 60
"""So long a checkpoint that is sent again gets its former cosignature: nobody can make the key sign as often as they like."""

UNAVAILABLE = 503
FAILED = 500


@dataclass(frozen=True)
class Reply:
    """What goes back to the log, and what of it the operator reads.

    Args:
        origin: of a log that is followed, or "-". word: what happened; the body, where that is a word or a number.
    """

    status: int
    body: str
    content_type: str = PLAIN_TEXT
    origin: str = "-"
    word: str = ""

    @property
    def told(self) -> str:
        """One line for the operator. It holds nothing a sender could choose freely, and no address."""
        return f"{self.status} {self.origin} {self.word or self.body.strip()}"


class OnceEach:
    """A private key that gives its last signature again when it is asked for the same one."""

    def __init__(self, private: PrivateKey) -> None:
        self._private, self._last = private, (b"", b"")

    def sign(self, message: bytes, /) -> bytes:
        """The signature, by Ed25519 one and the same for one message."""
        if self._last[0] != message:
            self._last = (message, self._private.sign(message))
        return self._last[1]


class Witness:
    """Answers as C2SP tlog-witness says, and never two at once.

    Args:
        clock: POSIX seconds now.
    """

    def __init__(self, signer: Signer, logs: Logs, memory: Memory, clock: Callable[[], int]) -> None:
        self.key, self.logs, self.memory = signer.key, logs, memory
        self._signers = [replace(signer, private=OnceEach(signer.private))]
        self._clock, self._turn = clock, Lock()

    def add_checkpoint(self, body: bytes) -> Reply:
        """Answer an add-checkpoint request.

        Returns:
            The protocol's answer; 503 where this machine's clock stands before a time the witness has stated already,
            or where the disk did not take what must be remembered. Then nothing is cosigned.
        """
        with self._turn:
            now = self._clock()
            asked_again = self._asked_again(body, now)
            answer = decide_add_checkpoint(
                body, self.logs.keys, self.memory.seen, self._signers, asked_again.at if asked_again else max(now, 1)
            )
            if answer.seen is None or asked_again:
                return self._reply(answer)
            if now < self.memory.latest:
                return Reply(UNAVAILABLE, "clock_behind\n", origin=answer.origin)
            try:
                self.memory.keep(answer.origin, Cosigned(answer.seen, now))
            except OSError:
                return Reply(UNAVAILABLE, "not_stored\n", origin=answer.origin)
            return self._reply(answer)

    def _reply(self, answer: Answer) -> Reply:
        origin = answer.origin if answer.origin in self.logs.keys else "-"
        word = f"cosigned {answer.seen.size}" if answer.seen else ""
        return Reply(int(answer.status), answer.body, answer.content_type, origin, word)

    def _asked_again(self, body: bytes, now: int) -> Cosigned | None:
        """What was cosigned a moment ago, if this request asks for just that; whether it may is decided after this."""
        try:
            head = read_tree_head(parse_note(parse_add_checkpoint(body).checkpoint).text)
        except LedgerError:
            return None
        last = self.memory.cosigned.get(head.origin)
        if last is None or last.seen != Seen(head.size, head.root) or not 0 <= now - last.at < SAME_ANSWER_SECONDS:
            return None
        return last
