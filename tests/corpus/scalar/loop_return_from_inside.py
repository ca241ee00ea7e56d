"""An early return out of two loops: nothing after it is run, forwards or backwards."""


def f(x, y):
    s = x
    for i in range(4):
        for j in range(3):
            s = s * y + 0.1 * (i + j)
            if s > 3.0:
                return s * s
    return s


wrt = ("x", "y")
points = [(0.9, 1.5), (0.9, 0.5)]
