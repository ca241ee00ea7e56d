"""A power of zero: by the base as the exponent says, by the exponent zero where it is positive."""


def f(x, y):
    return x**y


wrt = ("x", "y")
points = [(0.0, 2.0), (0.0, 1.0), (0.0, 3)]
expected = [{"x": 0.0, "y": 0.0}, {"x": 1.0, "y": 0.0}, {"x": 0.0, "y": 0.0}]
max_order = 1
