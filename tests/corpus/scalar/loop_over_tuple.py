"""A loop over a tuple of constants, reused after the loop variable is gone."""

WEIGHTS = (0.5, 1.5, -2.0)


def f(x):
    s = 0.0
    for w in WEIGHTS:
        s = s * x + w
    for w in (1, 2):
        s = s / (x + w)
    return s


wrt = ("x",)
points = [(0.6,)]
