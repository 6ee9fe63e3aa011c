"""The health of the installation: findings that the floors above and below hand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        title: what was looked at.
        tone: ``well``, ``notice`` or ``harm``.
        text: how it stands.
        mend: what to do; empty when nothing is to be done.
    """

    title: str | Promise
    tone: str
    text: str | Promise = ""
    mend: str | Promise = ""


Findings = Callable[[], Iterable[Finding]]
_providers: list[Findings] = []
_WORST_FIRST = {"harm": 0, "notice": 1, "well": 2}


def register_findings(provider: Findings) -> Findings:
    """Have a provider asked whenever the health page is opened; registering it again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def findings(viewer: Viewer) -> list[Finding]:
    """Everything that was found, the worst first.

    Raises:
        NotAllowed: the viewer may not see the health of the installation.
    """
    require(viewer, Act.HEALTH_READ)
    found = [finding for provider in _providers for finding in provider()]
    return sorted(found, key=lambda finding: _WORST_FIRST.get(finding.tone, 1))
