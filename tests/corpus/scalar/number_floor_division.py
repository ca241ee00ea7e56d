"""// of reals is a step: zero derivative, and no crash, with either sign."""


def f(x, y):
    return x // y + x * y + (-x) // 2


wrt = ("x", "y")
points = [(7.3, 2.1), (-7.3, 2.1), (7.3, -2.1)]
