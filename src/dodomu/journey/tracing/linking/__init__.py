"""Two lists of somebody else linked, or one with itself: files in, pairs with reasons out. Nothing enters the registry."""
