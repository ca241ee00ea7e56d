"""A loop in a loop: one stack serves both."""


def f(x, n):
    y = x
    for i in range(n):
        for j in range(i):
            y = y * x + j
    return y


BY = "x"
AT = 0.5, 4
