"""Names that are swapped stand for each other's values; nothing is left of it in the derivative."""


def f(x, y):
    a, b = x * x, y
    a, b = b, a
    return a - 3.0 * b


BY = "x", "y"
AT = 2.0, 0.5
