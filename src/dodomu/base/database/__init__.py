"""The two databases: embedded SQLite encrypted with SQLCipher, and PostgreSQL, behind the same small tools."""
