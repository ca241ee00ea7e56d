"""A default of None, replaced by a value that depends on another argument."""


def f(x, y=None, scale=None):
    if y is None:
        y = x * x
    k = 2.0 if scale is None else scale
    return k * x * y


wrt = ("x",)
points = [(0.7,), (0.7, None, 1.5), (0.7, 1.3), (0.7, 1.3, 1.5)]
