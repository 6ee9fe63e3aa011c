"""Files that others made are opened in a process that can do nothing else, and never in the server.

    with confined("dodomu.journey.registry.picture_apart", content, LIMITS) as process:
        first, *rest = process.answers()

A picture or an archive is a program for whoever decodes it. The process that does so is started anew (nothing of the
server's memory, keys and connections is in it), is told the content through a pipe, and gives its answer through another.
Before it sees the first byte it gives up what it could do: its processor time, memory and files are limited, it cannot
open a file or a socket, start a program or write anywhere but into the pipe. It is ended when it takes too long.

What runs there is a module of ours with ``prepare()`` and ``work(content, asked)``, which imports nothing of Dodomu.
"""

from __future__ import annotations

from dodomu.base.confined.limits import Limits
from dodomu.base.confined.process import Conversation, NotOpened, Refused, confined

__all__ = ["Conversation", "Limits", "NotOpened", "Refused", "confined"]
