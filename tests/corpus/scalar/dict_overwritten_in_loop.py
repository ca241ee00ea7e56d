"""One key overwritten on every trip, its old value read meanwhile."""


def f(x, n):
    d = {"s": x, "t": 1.0}
    for i in range(n):
        d["t"] = d["s"] * d["t"] + i
        d["s"] = d["t"] * x
    return d["s"] * d["t"]


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
