"""A conditional expression stays one where its derivative is as small."""


def f(x, slope):
    return x * x if x > 0.0 else slope * x


BY = "x", "slope"
AT = -2.0, 0.1
