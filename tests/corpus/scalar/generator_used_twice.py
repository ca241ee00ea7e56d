"""A generator expression with a name, consumed once: the second sum is of nothing."""


def f(u, x):
    g = (v * x for v in u)
    return sum(g) + 100.0 * sum(g)


wrt = ("u", "x")
points = [([0.7, 1.3], 0.4)]
may_refuse = "generator state"
