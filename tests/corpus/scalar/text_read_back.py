"""A number is written into text and read back: what happens between has no derivative, so it is refused."""


def f(x):
    return float("%.17g" % x) * x


wrt = ("x",)
points = [(0.6,)]
refused = "text has no derivative"
