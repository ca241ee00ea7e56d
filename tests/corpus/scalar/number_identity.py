"""The identity, and an argument that is not used."""


def f(x, unused):
    return x


wrt = ("x", "unused")
points = [(0.7, 1.3)]
