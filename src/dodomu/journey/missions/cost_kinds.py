"""Kinds of what a mission costs, and the currencies it is paid in."""

from __future__ import annotations

KINDS = ("papers", "notary", "transport", "lodging", "escort", "health", "connection", "reserve", "other")
CURRENCIES = ("UAH", "EUR", "USD", "PLN", "GEL", "TRY")
