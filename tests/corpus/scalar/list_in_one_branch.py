"""A list that only one way of a branch makes, and that is read afterwards."""


def f(x, y):
    if y > 0.0:
        pass
    else:
        values = [x * x]
    return sum(values)


wrt = ("x",)
points = [(0.7, -0.4)]
