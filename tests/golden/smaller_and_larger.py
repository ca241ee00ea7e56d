"""`min` and `max` on numbers follow the one that was taken."""


def f(x, y):
    return max(x, 0.0) * min(y, 3.0)


BY = "x", "y"
AT = 1.5, 2.0
