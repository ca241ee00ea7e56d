"""A name that is a tuple on the first trip of a loop and a list on the others."""


def f(x):
    t = (1.0, 2.0)
    total = 0.0
    for _ in range(3):
        total += t[0] * x
        t = [x * x, 1.0]
    return total


wrt = ("x",)
points = [(0.7,)]
