"""Branches on the type of an argument."""


def f(x, shape):
    if isinstance(shape, str):
        return x * len(shape)
    if isinstance(shape, (list, tuple)):
        return x ** len(shape)
    return x * shape


wrt = ("x",)
points = [(1.4, "abc"), (1.4, [1, 2]), (1.4, (1, 2, 3)), (1.4, 2.5)]
