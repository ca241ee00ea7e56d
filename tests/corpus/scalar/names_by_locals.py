"""locals() gives the names that are bound at the place of the call, and what they stand for there."""


def f(x):
    y = x * x
    first = locals()["y"]
    y = first * x
    return first + locals()["y"] * x


wrt = ("x",)
points = [(0.7,)]
