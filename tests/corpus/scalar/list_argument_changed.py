"""A list argument that f writes to: what comes in is differentiated, before it is changed."""


def f(u, x):
    u[0] = u[0] * u[1] * x
    u[1] = 2.0
    return u[0] * u[1] + x


wrt = ("u", "x")
points = [([0.7, 1.3], 0.4)]
