"""A result that is an int on one path."""


def f(x):
    if x < 0.0:
        return 0
    return x * x


wrt = ("x",)
points = [(0.7,), (-0.7,)]
