"""Gauss elimination with pivots on nested lists, in place on a copy."""


def f(a, b):
    n = len(b)
    m = [list(row) + [value] for row, value in zip(a, b)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for j in range(i + 1, n):
            q = m[j][i] / m[i][i]
            for k in range(i, n + 1):
                m[j][k] -= q * m[i][k]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][k] * x[k] for k in range(i + 1, n))) / m[i][i]
    return x[0] * x[1] + sum(x)


wrt = ("a", "b")
points = [([[0.2, 1.3, 0.1], [2.0, 0.4, 0.3], [0.5, 0.1, 1.9]], [0.7, -0.2, 1.1])]
