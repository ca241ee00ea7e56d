"""The Thomas algorithm: a sweep down that overwrites, a sweep up that reads."""


def f(a, b, c, d):
    n = len(d)
    b, d = b[:], d[:]
    for i in range(1, n):
        w = a[i - 1] / b[i - 1]
        b[i] -= w * c[i - 1]
        d[i] -= w * d[i - 1]
    x = [0.0] * n
    x[-1] = d[-1] / b[-1]
    for i in range(n - 2, -1, -1):
        x[i] = (d[i] - c[i] * x[i + 1]) / b[i]
    return sum(v * v for v in x)


wrt = ("a", "b", "c", "d")
points = [([-0.3, 0.4], [2.0, 2.5, 1.9], [0.2, -0.5], [1.0, 0.7, -0.2])]
