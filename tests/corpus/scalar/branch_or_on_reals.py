"""x or 1.0 as a default: a zero is replaced, and then the result does not depend on it."""


def f(x, y):
    return (x or 1.0) * y


wrt = ("x", "y")
points = [(0.4, 0.7), (0.0, 0.7)]
expected = [None, {"x": 0.0, "y": 1.0}]
max_order = 1
