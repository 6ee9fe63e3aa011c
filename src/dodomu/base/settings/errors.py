"""What stops a start."""

from __future__ import annotations


class SettingsError(ValueError):
    """A setting is wrong or missing; the text is one sentence for the person who installs."""
