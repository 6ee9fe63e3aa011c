"""What the pages of the office show."""
