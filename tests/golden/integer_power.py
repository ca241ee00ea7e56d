"""An integer exponent is not differentiated by."""


def f(x, n):
    return (1.0 + x) ** n


BY = "x"
AT = 0.5, 4
