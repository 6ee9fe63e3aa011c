"""What may stand in a log: codes, types and places in the code, never a value that someone typed."""

from __future__ import annotations

import logging
import traceback


class Impersonal(logging.Filter):
    """Strip query strings and exception texts, which repeat what a person typed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            places = traceback.extract_tb(error.__traceback__)
            where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places[-6:]))
            record.msg = f"{_words(record)} [{type(error).__name__} at {where}]"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        elif record.args:
            record.msg, record.args = _words(record), None
        return True


def _words(record: logging.LogRecord) -> str:
    return record.getMessage().split("?", 1)[0]
