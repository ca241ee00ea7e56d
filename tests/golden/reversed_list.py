"""A list read from its end."""


def f(x, t):
    y = 0.0
    for c in reversed(x):
        y = y * t + c
    return y


BY = "x", "t"
AT = [1.0, 2.0, -0.5], 0.3
