"""Migrations of the journal tables."""
