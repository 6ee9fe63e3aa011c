"""Tables of reception."""
