"""`and` and `or` on conditions."""


def f(x, y):
    if (x > 0.0 and y > 0.0) or x * y > 4.0:
        return x * y
    return x + y


BY = "x", "y"
AT = 1.0, 2.0
