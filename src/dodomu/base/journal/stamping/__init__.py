"""Having the journal's checkpoints stamped with the time (RFC 3161) by the authorities that a setting names.

The answer is kept as it came, in a transaction of its own, before anything reads it; what comes of checking it is kept
beside it. Only the newest checkpoint is stamped: it vouches for all entries before. Whoever stamps sees one hash.
"""
