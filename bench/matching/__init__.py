"""Measurements of the matching engine beside its peers; ``python -m bench.matching`` runs them."""
