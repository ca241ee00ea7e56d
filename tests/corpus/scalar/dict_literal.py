"""A dict with constant keys, read, written and updated in place."""


def f(x, y):
    d = {"a": x, "b": x * y}
    d["c"] = d["a"] * d["b"]
    d["a"] = d["c"] + y
    d["b"] *= 2.0
    return d["a"] * d["b"] * len(d)


wrt = ("x", "y")
points = [(0.7, 1.3)]
