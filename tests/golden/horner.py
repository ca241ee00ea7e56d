"""A loop over a fixed list of coefficients, which are not differentiated by."""


def f(x, coefficients):
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


BY = "x"
AT = 0.7, [1.0, -2.0, 0.5, 3.0]
