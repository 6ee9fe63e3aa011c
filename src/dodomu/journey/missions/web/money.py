"""Amounts and currencies in the words of the reader."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.plan_rules import currencies

CURRENCIES = {"UAH": _("UAH"), "EUR": _("EUR"), "USD": _("USD"), "PLN": _("PLN"), "GEL": _("GEL"), "TRY": _("TRY")}
"""How a currency is written behind an amount; one that is new in the data keeps its ISO 4217 code."""


def currency_in_words(code: str) -> str:
    return str(CURRENCIES.get(code, code))


def currency_choices() -> list[tuple[str, str]]:
    """The currencies of the data with their words, the usual first."""
    return [(code, currency_in_words(code)) for code in currencies()]


def amount_in_words(hundredths: int) -> str:
    """An amount with two figures behind the comma, thousands apart, as the reader's language writes it."""
    return str(number_format(Decimal(hundredths) / 100, decimal_pos=2, use_l10n=True, force_grouping=True))


def money(hundredths: int, currency: str) -> str:
    """1 250,50 грн."""
    return f"{amount_in_words(hundredths)} {currency_in_words(currency)}"
