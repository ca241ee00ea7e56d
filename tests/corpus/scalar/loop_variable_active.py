"""The loop variable itself is differentiated, and overwritten within the body."""


def f(x, y):
    s = 0.0
    for v in (x, y, x * y):
        s = s * v + 1.0
        v = v * v
        s += v
    return s


wrt = ("x", "y")
points = [(0.8, -0.4)]
