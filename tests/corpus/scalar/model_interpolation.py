"""Linear interpolation in a table, the interval found by halving."""

X = (0.0, 0.5, 1.5, 3.0, 5.0)
Y = (1.0, 1.8, 1.1, 2.7, 2.0)


def f(x):
    lo, hi = 0, len(X) - 1
    while hi - lo > 1:
        mid = (lo + hi) // 2
        if X[mid] <= x:
            lo = mid
        else:
            hi = mid
    t = (x - X[lo]) / (X[hi] - X[lo])
    return (1.0 - t) * Y[lo] + t * Y[hi]


wrt = ("x",)
points = [(0.2,), (1.1,), (4.4,)]
