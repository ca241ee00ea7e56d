"""Returns of tuples on several paths."""


def f(x, y):
    if x > y:
        return x * x, y
    s = x * y
    return s, s - x


wrt = ("x", "y")
points = [(0.7, 1.3), (1.7, 1.3)]
