"""Counts that expose nobody."""
