"""A captured variable is rebound after the def: the nested function sees the new value."""


def f(x):
    k = x

    def inner(v):
        return v * k

    a = inner(x)
    k = x * x
    return a + inner(x) * 3.0


wrt = ("x",)
points = [(0.7,)]
