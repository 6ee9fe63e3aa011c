"""What people do on the way home: every verb that writes."""
