"""The variables of a condition are overwritten in its branches, so it cannot be read again afterwards."""


def f(x, y):
    if x > y:
        x, y = y * y, x
    else:
        x = x * y
        y = 0.5
    return x * x + y


wrt = ("x", "y")
points = [(1.3, 0.6), (0.2, 0.6)]
