"""A real installation is worked with, names nobody bears are planted in it, and everything it wrote is searched."""
