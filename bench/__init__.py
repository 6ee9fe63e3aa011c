"""Measurements beside the aims; ``python -m bench`` runs them all."""
