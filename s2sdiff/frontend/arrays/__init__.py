"""NumPy arrays: subscripts, views, changes in place, and the kinds of what NumPy returns."""
