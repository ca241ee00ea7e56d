"""A variable that only the body defines, read after the loop."""


def f(x, n):
    for i in range(n):
        y = x**i
    return y * x


wrt = ("x",)
points = [(0.7, 1), (0.7, 2), (0.7, 3)]
failing = [((0.7, 0), UnboundLocalError)]
