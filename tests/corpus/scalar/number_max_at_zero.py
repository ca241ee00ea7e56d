"""max(x, 0.0) and max(0.0, x) at zero: the first of equals is the answer."""


def f(x, y):
    return max(x, 0.0) + 10.0 * max(0.0, y)


wrt = ("x", "y")
points = [(0.0, 0.0), (-0.0, 1.0), (2.0, -1.0)]
expected = [{"x": 1.0, "y": 0.0}, {"x": 1.0, "y": 10.0}, {"x": 1.0, "y": 0.0}]
max_order = 1
