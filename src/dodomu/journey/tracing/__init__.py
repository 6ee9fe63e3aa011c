"""Tracing: pairs of records that may be one child, and what people decided about them."""
