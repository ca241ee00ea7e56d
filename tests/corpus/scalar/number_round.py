"""round to a whole number and to digits: zero derivative."""


def f(x):
    return x * round(x) + round(x, 1) + round(x * x) * 0.5


wrt = ("x",)
points = [(1.33,), (-2.74,)]
