"""Corridors, routes over them, and what to do when a way closes."""
