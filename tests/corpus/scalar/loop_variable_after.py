"""The loop variable is used after the loop; without a trip it keeps its earlier value."""


def f(x, n):
    i = 7
    s = x
    for i in range(n):
        s = s * x
    return s + i * x


wrt = ("x",)
points = [(0.8, 0), (0.8, 1), (0.8, 2), (0.8, 3)]
