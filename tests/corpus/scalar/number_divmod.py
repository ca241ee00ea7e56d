"""divmod of reals, taken apart and kept together."""


def f(x, y):
    q, r = divmod(x, y)
    pair = divmod(x * x, 3)
    return q * x + r * y + pair[1]


wrt = ("x", "y")
points = [(7.3, 2.1), (-7.3, 2.1)]
