"""Horner's rule over a tuple of coefficients that is differentiated, and its value at two places."""


def horner(coefficients, x):
    s = 0.0
    for c in coefficients:
        s = s * x + c
    return s


def f(coefficients, x):
    return horner(coefficients, x) * horner((1.0, 0.0, -1.0), x) + horner(coefficients[:1], 2.0)


wrt = ("coefficients", "x")
points = [((0.3, -1.2, 0.7), 0.6), ((0.3,), 0.6)]
