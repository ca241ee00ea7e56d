"""The gradient by a tuple is a tuple."""


def f(p, q):
    return (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2


BY = "p", "q"
AT = (1.0, 2.0), (0.5, -1.0)
