"""A dict of numbers is copied, by its class and by its method, and one of the two is changed."""


def f(x, y):
    d = {"a": x * y, "b": y}
    e = dict(d)
    g = e.copy()
    e["a"] = x * x
    g["b"] *= d["a"] + e["a"]
    return d["a"] * e["a"] * g["a"] * g["b"]


wrt = ("x", "y")
points = [(0.7, 1.35)]
