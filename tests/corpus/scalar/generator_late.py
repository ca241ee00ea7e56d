"""A generator expression reads its names when it is consumed, its first iterable when it is made."""


def f(u, x):
    g = (v * x for v in u)
    x = x * x
    u = [5.0]
    return sum(g) + u[0]


wrt = ("u", "x")
points = [([0.7, 1.3], 0.4)]
may_refuse = "generator state"
