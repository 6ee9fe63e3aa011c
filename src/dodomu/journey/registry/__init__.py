"""Reports, what they say of whom, and the persons people have decided they speak of."""
