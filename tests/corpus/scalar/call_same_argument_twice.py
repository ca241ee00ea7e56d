"""One variable passed as two arguments, also one list."""


def product(a, b):
    return a * b


def mixed(u, v):
    return u[0] * v[1]


def f(x, y):
    u = [x, y]
    return product(x, x) * product(y, x) + mixed(u, u)


wrt = ("x", "y")
points = [(0.7, 1.3)]
