"""What may stand in a log: codes, types and places in the code, never a value that someone typed."""

from __future__ import annotations

import logging
import traceback

REQUESTS = ("django.request", "django.security")
"""Loggers whose words repeat the address, the host or the text of an exception."""
NO_ROUTE = "an address that is not ours"


class Impersonal(logging.Filter):
    """Strip addresses, query strings and exception texts, which repeat what a person typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            places = traceback.extract_tb(error.__traceback__)
            where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places[-6:]))
            record.msg = f"{_words(record)} [{type(error).__name__} at {where}]"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        elif record.args or record.name.startswith(REQUESTS):
            record.msg, record.args = _words(record), None
        return True


def _words(record: logging.LogRecord) -> str:
    if record.name.startswith(REQUESTS):
        return f"status {getattr(record, 'status_code', 'unknown')} at {_route(record)}"
    return record.getMessage().split("?", 1)[0]


def _route(record: logging.LogRecord) -> str:
    """The pattern of the address, such as ``children/<uuid:person_id>/``: a typed address may hold a name."""
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return str(match.route) if match else NO_ROUTE
