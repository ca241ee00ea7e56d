"""Expressions: operators, comparisons, conditions and attributes."""
