"""A return in the middle of a loop."""


def f(x, n):
    y = x
    for _ in range(n):
        y = y * y + x
        if y > 10.0:
            return y / x
    return y


BY = "x"
AT = 1.3, 10
