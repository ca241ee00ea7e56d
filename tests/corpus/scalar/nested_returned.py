"""A function that is made by a helper and called by f."""


def line(slope, shift):
    def at(v):
        return slope * v + shift

    return at


def f(x, y):
    g = line(x, y)
    h = line(g(x), 1.0)
    return g(y) * h(x)


wrt = ("x", "y")
points = [(0.7, 1.3)]
