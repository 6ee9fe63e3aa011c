"""Floor 4: one Django app for each stage of the child's road home."""
