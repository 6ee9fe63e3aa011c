"""What may be read of the way home, always by somebody."""
