"""What is done on the way home: every verb that writes."""
