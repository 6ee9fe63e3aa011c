"""What people see of the way home: every reading takes the viewer."""
