"""What runs in the confined process: ``python -I -S child.py PROCESSOR MEMORY WORK FOLDER...``; standard library only.

It reads eight bytes of length and the content, hands it to ``work``, and writes each part of the answer behind a letter
and four bytes of length: A for a part, R for a refusal by its code, E for the end. Whoever finds no E was not answered.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

WIDTH = 4


def main(arguments: list[str]) -> None:
    """Prepare, give up everything, then look at what was sent."""
    processor, memory, work, *folders = arguments
    sys.path[:0] = folders
    module, sealing = _module(Path(work)), _module(Path(__file__).with_name("giving_up.py"))
    module.prepare()
    sealing.give_up(int(processor), int(memory))
    _answer(module.work, sys.stdin.buffer, sys.stdout.buffer)


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path.stem)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # a dataclass looks for its module there
    spec.loader.exec_module(module)
    return module


def _answer(work: Callable[..., object], asked: BinaryIO, out: BinaryIO) -> None:
    try:
        content = asked.read(int.from_bytes(asked.read(8), "big"))
        for part in work(content, asked.readline):  # type: ignore[attr-defined]
            _write(out, b"A", part)
        _write(out, b"E", b"")
    except MemoryError:
        _write(out, b"R", b"memory")
    except Exception as error:  # noqa: BLE001 - whatever a hostile file brings about is an answer, not a trace
        _write(out, b"R", str(getattr(error, "code", "failed")).encode())


def _write(out: BinaryIO, letter: bytes, part: bytes) -> None:
    out.write(letter + len(part).to_bytes(WIDTH, "big") + part)
    out.flush()  # whoever reads it may be asked something before the next part


if __name__ == "__main__":
    main(sys.argv[1:])
