"""A try within a try, each of which fails after some of its steps, and one that raises again."""

import math


def f(x, k):
    y = x
    try:
        y *= 2
        try:
            y = y / k
            y = y + math.sqrt(y)
        except ValueError:
            y = x * x
        y += 1
    except ZeroDivisionError as e:
        if x > 10.0:
            raise
        if x > 8.0:
            raise ValueError("far") from e
        y = y * y
    return y


wrt = ("x",)
points = [(0.5, 0), (0.5, 1), (0.5, -1)]
failing = [((11.0, 0), ZeroDivisionError), ((9.0, 0), ValueError)]
