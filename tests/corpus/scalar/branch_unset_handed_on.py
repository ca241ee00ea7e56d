"""A name that only one branch sets, set anew by another: the old value is handed on, though nobody reads it."""


def f(x, y):
    if x > 1.0:
        t = x * x
        s = t + 1.0
    u = x * y
    if y > 0.0:
        r = t * s if x > 1.0 else 3.0
        t = u * 3.0
    else:
        r = 2.0
    if y > 0.0:
        return t * r * x
    if x > 1.0:
        return t * y
    return u


wrt = ("x", "y")
points = [(2.0, 1.0), (2.0, -1.0), (0.5, 1.0), (0.5, -1.0)]
