"""A body that ends in an unconditional continue, which changes nothing."""


def f(x, n):
    s = 0.0
    for i in range(n):
        s += x**i
        continue
    return s


wrt = ("x",)
points = [(0.6, 0), (0.6, 1), (0.6, 2), (0.6, 3)]
