"""A loop that is linear in its state keeps nothing."""


def f(x, n):
    y = 0.0
    for _ in range(n):
        y = 0.5 * y + x
    return y


BY = "x"
AT = 0.7, 6
