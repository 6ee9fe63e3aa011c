"""Floor 2: what every stage of the road stands on."""
