"""Derivatives, solvers and integrals inside of functions that are differentiated."""
