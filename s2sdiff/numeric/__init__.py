"""Numeric counterparts of the derivatives: differences, dual numbers, and checks of one against the other."""
