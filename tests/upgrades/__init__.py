"""The database of every release, kept as it was, is brought to the present schema here."""
