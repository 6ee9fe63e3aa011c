"""Names of files in a bundle: safe to unpack on every system, and told apart by each.

A bundle is opened on a machine we know nothing of: Windows folds case and drops a trailing dot, macOS composes
letters, a screen turns text around at an override character. A name that two systems read differently is refused
before anything is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dodomu.engine.ledger.errors import LedgerError

LONGEST_NAME = 255
LONGEST_PATH = 4096
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = frozenset('<>"|?*')
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})


class PathRefused(LedgerError):
    """Base of what makes a path unfit for a bundle; the message never repeats the path."""

    code = "path_refused"


class PathEmpty(PathRefused):
    """No path, or a part without a name: `a//b`, `a/`."""

    code = "path_empty"


class PathAbsolute(PathRefused):
    """Begins at the root of a disk: `/`, a drive (`C:`), a network share (two backslashes)."""

    code = "path_absolute"


class PathTraversal(PathRefused):
    """Has a part `.` or `..`."""

    code = "path_traversal"


class PathOfHome(PathRefused):
    """Has a part that begins with `~`, which shells replace by a home folder."""

    code = "path_of_home"


class PathInvisible(PathRefused):
    """Holds a control, formatting, direction or unassigned character, or half of a surrogate pair."""

    code = "path_invisible"


class PathForeign(PathRefused):
    """Holds a character or a name that Windows keeps for itself, such as `:`, a backslash or `NUL`."""

    code = "path_foreign"


class PathTrailing(PathRefused):
    """A part ends with a dot or a space, or begins with a space."""

    code = "path_trailing"


class PathTooLong(PathRefused):
    """A part is longer than 255 bytes in UTF-8, or the whole longer than 4,096."""

    code = "path_too_long"


class PathTwins(PathRefused):
    """Two paths that some system takes for one: equal but for case, composition or width; or file and folder."""

    code = "path_twins"


def require_safe_path(path: str) -> None:
    """Accept silently a relative path, parts separated by `/`, that means the same on Linux, macOS and Windows.

    Raises:
        PathEmpty, PathAbsolute, PathTraversal, PathOfHome, PathInvisible, PathForeign, PathTrailing, PathTooLong.

    >>> require_safe_path("data/заява 1.pdf")
    >>> require_safe_path("data/../../etc/passwd")
    Traceback (most recent call last):
    dodomu.engine.ledger.bag_paths.PathTraversal: a part of the path is . or ..
    """
    if not path:
        raise PathEmpty("a path has a name")
    if path[0] in "/\\" or (path[0].isascii() and path[0].isalpha() and path[1:2] == ":"):
        raise PathAbsolute("a path begins inside the bundle")
    if any(unicodedata.category(letter) in _INVISIBLE for letter in path):
        raise PathInvisible("a path holds visible characters only")
    if len(path.encode()) > LONGEST_PATH:
        raise PathTooLong(f"a path has at most {LONGEST_PATH} bytes")
    # Windows would take a backslash for a separator, so what hides behind one is looked at as well.
    for part in path.replace("\\", "/").split("/"):
        _require_safe_part(part)
    if "\\" in path or ":" in path or not _FORBIDDEN.isdisjoint(path):
        raise PathForeign('a path holds none of \\ : < > " | ? *')


def require_safe_paths(paths: Iterable[str]) -> None:
    """Accept silently paths that are safe each and distinct on every system.

    Raises:
        PathTwins: two are one on some system, or one is a folder of another. Otherwise as `require_safe_path`.

    >>> require_safe_paths(["data/Лист.txt", "data/лист.txt"])
    Traceback (most recent call last):
    dodomu.engine.ledger.bag_paths.PathTwins: two paths are one on some systems
    """
    files: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        require_safe_path(path)
        folded = _folded(path)
        if folded in files or folded in folders:
            raise PathTwins("two paths are one on some systems")
        files.add(folded)
        parts = path.split("/")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            known = folders.setdefault(_folded(folder), folder)
            if known != folder or _folded(folder) in files:
                raise PathTwins("two folders are one on some systems, or a folder has the name of a file")


def _require_safe_part(part: str) -> None:
    if not part:
        raise PathEmpty("every part of a path has a name")
    if part in (".", ".."):
        raise PathTraversal("a part of the path is . or ..")
    if part[0] == "~":
        raise PathOfHome("no part of a path begins with ~")
    if part[-1] in ". " or part != part.strip():
        raise PathTrailing("no part of a path ends with a dot or begins or ends with a space")
    if _RESERVED.fullmatch(part):
        raise PathForeign("a part of the path is a device on Windows")
    if len(part.encode()) > LONGEST_NAME:
        raise PathTooLong(f"each part of a path has at most {LONGEST_NAME} bytes")


def _folded(path: str) -> str:
    """What is left of a path when case, composition and width no longer count."""
    once = unicodedata.normalize("NFKC", path).casefold()
    return unicodedata.normalize("NFKC", once).casefold()
