"""The body changes the variable that the range was made of: the number of trips stays."""


def f(x, n):
    s = x
    for _ in range(n):
        n = n + 1
        s = s * x + n
    return s * n


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
