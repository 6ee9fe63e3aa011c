"""A witness of journals (C2SP tlog-witness), run by a partner: standard library and `dodomu.engine.ledger`, nothing else.

It runs where only the bare distribution is installed: no Django, no command-line library, no `cryptography`. What a
partner who is no programmer needs to know stands in docs/how-to/run-a-witness.md.
"""
