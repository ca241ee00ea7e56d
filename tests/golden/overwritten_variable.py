"""One name for several values: each has a cotangent of its own."""


def f(x):
    x = x * x
    x = 1.0 + x * x
    return x * x


BY = "x"
AT = (1.2,)
