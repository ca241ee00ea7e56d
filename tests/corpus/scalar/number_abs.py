"""abs away from zero, of both signs."""


def f(x, y):
    return abs(x) * y + abs(x - y) + abs(-3)


wrt = ("x", "y")
points = [(0.7, 1.3), (-0.7, 1.3), (0.7, -1.3)]
