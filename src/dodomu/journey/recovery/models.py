"""Tables of recovery."""
