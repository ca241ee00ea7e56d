"""Rows of a list of lists change places: elimination with pivots."""


def f(a, b):
    n = len(b)
    a = [row[:] for row in a]
    b = b[:]
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(a[i][k]))
        a[k], a[p] = a[p], a[k]
        b[k], b[p] = b[p], b[k]
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            for j in range(k, n):
                a[i][j] -= factor * a[k][j]
            b[i] -= factor * b[k]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (b[i] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return x


wrt = ("a", "b")
points = [([[0.1, 1.0, 2.0], [1.0, 3.0, 0.5], [2.0, 0.5, 5.0]], [1.0, 2.0, 3.0])]
