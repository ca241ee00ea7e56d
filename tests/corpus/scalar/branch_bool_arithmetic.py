"""A comparison used as a number: it counts as 0 or 1 and has no derivative."""


def f(x, y):
    step = (x > 1.0) * y
    both = (x > 0.0) + (y > 0.0)
    return step + both * x


wrt = ("x", "y")
points = [(1.4, 0.6), (0.4, 0.6), (-0.4, 0.6)]
