"""Functions of Python and NumPy that are taken apart, or spelled out in simpler ones."""
