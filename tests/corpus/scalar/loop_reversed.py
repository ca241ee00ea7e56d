"""reversed over a range and over a list."""


def f(coefficients, x):
    s = 0.0
    for c in reversed(coefficients):
        s = s * x + c
    for i in reversed(range(3)):
        s = s * (x - 0.2 * i)
    return s


wrt = ("coefficients", "x")
points = [([1.0, -2.0, 0.5], 0.8)]
