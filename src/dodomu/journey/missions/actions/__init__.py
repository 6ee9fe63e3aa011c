"""What people do on the way home: one verb for each real act."""

from __future__ import annotations
