"""Defaults of the primal are defaults of its derivative."""


def f(x, y=2.0, *, scale=3.0):
    return scale * x * y


BY = "x"
AT = (1.5,)
