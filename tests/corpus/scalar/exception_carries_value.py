"""A handler reads a number from the exception that it caught."""


def settled(x):
    y = x
    for k in range(5):
        y = y * x
        if y > 0.3:
            raise ValueError(y, k)
    return y


def f(x):
    try:
        return settled(x)
    except ValueError as e:
        return e.args[0] ** 2


wrt = ("x",)
points = [(0.6,)]
refused = "SD203"
