"""Reading a list nobody here has seen: bytes → table → columns → rows as understood. Pure; no database."""
