"""Dodomu, the road home for children."""

__version__ = "0.1.0"
