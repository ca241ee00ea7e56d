"""The body assigns to the loop variable: the next trip is not moved by that."""


def f(x, n):
    s = 0.0
    for i in range(n):
        i = i * 2 + 1
        s += x**i
    return s


wrt = ("x",)
points = [(0.8, 0), (0.8, 1), (0.8, 2), (0.8, 3)]
