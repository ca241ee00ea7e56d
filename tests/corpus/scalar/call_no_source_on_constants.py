"""A helper without source that only constants reach is called as it is."""

_names = {}
exec("def weight(n): return 1.0 / (n + 1)", _names)
weight = _names["weight"]


def f(x, n):
    s = 0.0
    for i in range(n):
        s += weight(i) * x ** (i + 1)
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
