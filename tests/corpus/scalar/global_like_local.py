"""A global and a local of one name; a builtin hidden by a global."""

x = 100.0
scale = 3.0


def len(v):
    return v * scale


def helper(y):
    return x * y


def f(y):
    x = y * y
    return helper(x) + len(x)


wrt = ("y",)
points = [(0.7,)]
