"""sum of a list, of a generator, with a start, of nothing."""


def f(u, x):
    return sum(u, x) * sum((v * v for v in u), start=1.0) + sum([]) + sum(u)


wrt = ("u", "x")
points = [([0.7, 1.3], 0.6), ([0.7], 0.6)]
