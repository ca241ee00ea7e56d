"""max and min of equal reals: Python answers with the first, and so goes the derivative."""


def f(x, y):
    return 3.0 * max(x, y) + 5.0 * min(x, y)


wrt = ("x", "y")
points = [(1.0, 1.0)]
expected = [{"x": 8.0, "y": 0.0}]
max_order = 1
