"""Handing out a file that somebody made: always to be saved, never shown by the browser as part of Dodomu.

Whatever it is called and whatever is in it (HTML named .jpg, SVG with a script, a PDF that is also a page), the browser is
told that it is bytes to be saved (RFC 6266), not to look for itself what it might be, and, should it show it all the
same, to do so in a sandbox without scripts, forms and origin.
"""

from __future__ import annotations

import re
import unicodedata
from typing import BinaryIO

from django.http import FileResponse

MOST_BYTES = 255
"""Of a name, in UTF-8: what the file systems in use accept."""
UNNAMED = "file"
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def handed_out(stream: BinaryIO, name: str, content_type: str = "application/octet-stream") -> FileResponse:
    """The stream as a file to be saved.

    Parameters:
        name: that it is saved under; made safe here.
        content_type: another than bytes only for what Dodomu itself wrote.
    """
    answer = FileResponse(stream, as_attachment=True, filename=safe_name(name), content_type=content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def safe_name(name: str) -> str:
    """The name as any system can keep it and no reader be deceived by it.

    The last part of a path; composed letters; without control signs, without marks that turn or hide what follows, and
    without signs that mean something to some system; not a device of Windows; at most 255 bytes, the extension among them.

    >>> safe_name("../../etc/passwd"), safe_name("photo\\u202egpj.exe"), safe_name("a\\r\\nSet-Cookie: b"), safe_name("...")
    ('passwd', 'photogpj.exe', 'aSet-Cookie_ b', 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    plain = _FORBIDDEN.sub("_", visible).strip().rstrip(". ")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return _short(plain) or UNNAMED


def _short(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    found = _EXTENSION.search(name)
    extension = found[0] if found else ""
    stem = name.removesuffix(extension).encode()[: MOST_BYTES - len(extension)].decode(errors="ignore")
    return stem.rstrip(". ") + extension
