"""Statements: assignments, loops, assertions, and what may fail."""
