"""a and b on reals is one of the two values, not a truth."""


def f(a, b):
    c = a and b
    d = a and b and a * b
    return c * c + 3.0 * d + (not a)


wrt = ("a", "b")
points = [(0.4, 0.7), (0.4, -2.0)]
