"""Cases: the work for one child, who does it, and the four axes it moves along."""
