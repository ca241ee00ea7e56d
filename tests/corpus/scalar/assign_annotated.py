"""Annotations, with and without a value, and a docstring in the function."""


def f(x: float, n: int = 2) -> float:
    """Not differentiated: this is a text."""
    y: float
    y = x * n
    z: float = y * y
    "another text"
    return z


wrt = ("x",)
points = [(0.7,), (0.7, 3)]
