"""The idiom value or default, where the value is None, zero or given."""


def f(x, scale=None):
    scale = scale or 2.0
    return x * x * scale


wrt = ("x",)
points = [(0.4,), (0.4, None), (0.4, 3.0), (0.4, 0)]
