"""Rounds of a loop that are cut short."""


def f(x, n):
    y = x
    for i in range(n):
        if i % 2 == 0:
            continue
        y = y * y
    return y


BY = "x"
AT = 1.1, 5
