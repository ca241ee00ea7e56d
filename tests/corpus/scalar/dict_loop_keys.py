"""A dict filled in a loop, under keys that are ints and tuples, and read in another order."""


def f(x, n):
    d = {}
    for i in range(n):
        d[i] = x**i
        d[i, "twice"] = 2.0 * d[i]
    s = x
    for i in reversed(range(n)):
        s = s * d[i] + d[i, "twice"]
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
