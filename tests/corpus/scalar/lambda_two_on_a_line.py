"""Two lambdas on one line, which must not be taken for each other."""

first, second = lambda v: v * v, lambda v: v * v * v


def f(x):
    return first(x) + 10.0 * second(x)


wrt = ("x",)
points = [(0.7,)]
