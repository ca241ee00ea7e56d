"""A class defined within the function."""


def f(x):
    class Box:
        factor = 2.0

    return x * x * Box.factor


wrt = ("x",)
points = [(0.7,)]
may_refuse = "a class within the function"
