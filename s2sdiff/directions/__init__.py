"""Derivatives along directions: given as seeds, one after another, or all at once, as the entries of a Jacobian."""
