"""Closed forms: what SymPy knows of a program, read, differentiated and written again."""
