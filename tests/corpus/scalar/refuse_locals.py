"""locals() sees names that a compiler might change or drop."""


def f(x):
    y = x * x
    return locals()["y"] * x


wrt = ("x",)
points = [(0.7,)]
refused = "locals"
