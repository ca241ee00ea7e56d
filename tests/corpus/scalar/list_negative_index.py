"""Negative indices, read and written, in a list whose length changes."""


def f(x, y):
    u = [x, y]
    u[-1] = u[-2] * u[-1]
    u.append(u[-1] * x)
    u[-3] = u[-1] + u[-2]
    return u[0] * u[1] - u[2]


wrt = ("x", "y")
points = [(0.7, 1.3)]
