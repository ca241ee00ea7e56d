"""Calls: arguments, bodies that are lowered in place, recursion, and functions that are not followed."""
