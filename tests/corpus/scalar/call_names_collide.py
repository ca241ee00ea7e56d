"""Helper and caller use the same names for other things."""


def helper(y, x):
    s = y - x
    i = s * s
    return i * y


def f(x, y):
    s = 0.0
    for i in range(3):
        s += helper(x, y + i) * s + x
    return s


wrt = ("x", "y")
points = [(0.7, 1.3)]
