"""A helper with *args, called with none, some, and a starred list."""


def total(first, *rest):
    s = first
    for i, r in enumerate(rest):
        s = s * r + i
    return s * (len(rest) + 1)


def f(x, y):
    u = [x, x * y, y]
    return total(x) + total(x, y) * total(*u) + total(y, *u[:2], x)


wrt = ("x", "y")
points = [(0.7, 1.3)]
