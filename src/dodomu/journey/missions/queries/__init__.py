"""What may be read of the way home, always by somebody."""

from __future__ import annotations
