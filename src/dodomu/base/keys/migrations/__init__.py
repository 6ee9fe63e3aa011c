"""Migrations of the keys tables."""
