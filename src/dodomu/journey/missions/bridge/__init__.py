"""Between the rows of missions and what engines work on."""
