"""What makes a derived program shorter or faster and leaves its numbers as they are: a pass a module."""
