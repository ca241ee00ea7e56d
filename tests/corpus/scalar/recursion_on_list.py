"""A sum over a list by halves."""


def fold(u):
    if len(u) == 1:
        return u[0] * u[0]
    k = len(u) // 2
    return fold(u[:k]) + 2.0 * fold(u[k:])


def f(u):
    return fold(u)


wrt = ("u",)
points = [([0.7],), ([0.7, 1.3],), ([0.7, 1.3, -0.4],)]
