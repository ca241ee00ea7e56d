"""Loops: what is gone over, and what goes round."""
