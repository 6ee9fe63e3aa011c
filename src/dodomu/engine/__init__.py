"""Floor 1: pure thinking, without Django, clock, network or database."""
