"""Values that are computed and never used, some of them in a loop."""


def f(x, n):
    waste = 0.0
    y = x * x
    for i in range(n):
        waste = waste * y + x
        y = y + 0.1 * i
    spare = waste * 2.0
    return y


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
