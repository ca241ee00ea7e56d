"""A helper that returns None on one path, and one that is called for what it does to a list."""


def reduced(v):
    if v > 1.0:
        return v / 2.0
    return None


def push_square(values, v):
    values.append(v * v)


def f(x):
    y = reduced(x)
    if y is None:
        y = x
    u = [y]
    push_square(u, x)
    return u[0] * u[1]


wrt = ("x",)
points = [(0.7,), (1.7,)]
