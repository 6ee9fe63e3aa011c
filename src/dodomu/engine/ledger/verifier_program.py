"""The program that goes into each bundle, as bytes."""

from __future__ import annotations

from importlib import resources

NAME = "verify.py"


def verifier_program() -> bytes:
    """Bytes of `verify.py` (see `bundle_verifier`): one file, standard library only, Python 3.8 or later.

    It is a program for an expert's desk. The engine hands it out and never runs it: unlike the engine it reads
    files and the clock.

    >>> verifier_program().startswith(b"#!/usr/bin/env python3")
    True
    """
    return resources.files("dodomu.engine.ledger").joinpath("bundle_verifier.py").read_bytes()
