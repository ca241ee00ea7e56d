"""abs at zero: the derivative is zero there, by convention."""


def f(x, y):
    return abs(x) + abs(x * y) + x


wrt = ("x", "y")
points = [(0.0, 2.0)]
expected = [{"x": 1.0, "y": 0.0}]
max_order = 1
