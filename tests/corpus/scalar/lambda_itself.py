"""f is a lambda."""

f = lambda x, y: x * x * y + y  # noqa: E731
wrt = ("x", "y")
points = [(0.7, 1.3)]
