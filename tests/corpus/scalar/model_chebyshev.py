"""Clenshaw's recurrence for a Chebyshev series, which shifts two values along."""


def f(coefficients, x):
    b1 = b2 = 0.0
    for c in coefficients[:0:-1]:
        b1, b2 = 2.0 * x * b1 - b2 + c, b1
    return x * b1 - b2 + coefficients[0]


wrt = ("coefficients", "x")
points = [([0.5], 0.3), ([0.5, 0.2], 0.3), ([0.5, 0.2, -0.7, 0.4], 0.3)]
