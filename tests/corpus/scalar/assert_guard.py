"""assert with and without a message."""


def f(x, n):
    assert n >= 0
    assert x > 0.0, f"x = {x}"
    return x**n


wrt = ("x",)
points = [(0.4, 0), (0.4, 2)]
failing = [((-0.4, 2), AssertionError), ((0.4, -2), AssertionError)]
