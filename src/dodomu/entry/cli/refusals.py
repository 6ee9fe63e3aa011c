"""What the command line says when it cannot go on: one sentence, an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _

import click


class Refusal(click.ClickException):
    """The command ends with exit code 1 and this sentence, which says what to do."""

    exit_code = 1


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn what stages and base refuse with into a sentence.

    Raises:
        Refusal: in place of every error that is not click's own.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, KeyboardInterrupt, SystemExit):
        raise
    except BrokenPipeError:
        # Whoever read our output has had enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(1) from None
    except Exception as error:  # noqa: BLE001 - the last stop: a person reads this, and no traceback may repeat a name
        raise Refusal(_sentence(error)) from None


def _sentence(error: Exception) -> str:
    from dodomu.base.backup import BackupError
    from dodomu.base.keys import KeyRingError
    from dodomu.base.settings import SettingsError

    if isinstance(error, SettingsError | KeyRingError | BackupError):
        return str(error)
    if sentence := getattr(error, "sentence", None):
        return str(sentence)
    return _of_django(error) or _of_the_system(error) or _broken(error)


def _of_django(error: Exception) -> str:
    from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
    from django.db import DatabaseError
    from django.http import Http404

    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, PermissionDenied):
        return _("This person has no right to do that; name a colleague who has with --as USER.")
    if isinstance(error, Http404):
        return _("There is no such record, or it is out of this person's reach.")
    if isinstance(error, ImproperlyConfigured):
        return _("The installation is set up wrongly; `dodomu doctor` says where.")
    if isinstance(error, DatabaseError) and _is_full(error):
        return _("The disk of the database is full; nothing was saved. Free some space, then try again.")
    if isinstance(error, DatabaseError):
        return _("The database refused ({error}); `dodomu doctor` says what is wrong.").format(
            error=type(error).__name__
        )
    return ""


def _is_full(error: Exception) -> bool:
    """Whether the database found no room: SQLite says so in words, PostgreSQL by a code (class 53, 53100)."""
    return "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", "") == "53100"


def _of_the_system(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return _("The system refused ({reason}); check the file and the free space, then try again.").format(
            reason=error.strerror
        )
    return ""


def _broken(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return _("Something broke inside Dodomu ({error} at {place}); please report it with these words.").format(
        error=type(error).__name__, place=f"{frame.name}:{frame.lineno}"
    )
