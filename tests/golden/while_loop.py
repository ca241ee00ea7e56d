"""A while loop with two values that change."""


def f(x):
    y = 1.0
    while y < 100.0:
        y = y * x + 1.0
        x = x + 0.1
    return y * x


BY = "x"
AT = (1.5,)
