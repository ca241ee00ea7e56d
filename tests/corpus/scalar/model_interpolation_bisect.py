"""Linear interpolation with the interval from the standard library's bisect."""
from bisect import bisect_right

X = [0.0, 0.5, 1.5, 3.0]
Y = [1.0, 1.8, 1.1, 2.7]


def f(x):
    i = min(max(bisect_right(X, x), 1), len(X) - 1)
    t = (x - X[i - 1]) / (X[i] - X[i - 1])
    return Y[i - 1] + t * (Y[i] - Y[i - 1])


wrt = ("x",)
points = [(0.2,), (1.1,), (4.4,)]
