"""A matrix built row by row, written by two indices, read by column."""


def f(x, n):
    m = []
    for i in range(n):
        m.append([x + i, 0.0])
    for i in range(n):
        m[i][1] = m[i][0] * m[i - 1][0]
    s = x
    for row in m:
        s += row[1] * row[0]
    return s


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
