"""Two lambdas of one text on a line, with different defaults and cells."""


def make(k, m):
    return (lambda v: v * k), (lambda v: v * m)


first, second = make(2.0, 5.0)


def f(x):
    return first(x) * second(x) + second(x)


wrt = ("x",)
points = [(0.7,)]
