"""A row that has a name of its own when it joins a list of rows, which is written by two indices."""


def f(x, n):
    m = []
    for i in range(n):
        row = [x + i, 0.0]
        m.append(row)
    for i in range(n):
        m[i][1] = m[i][0] * m[i - 1][0]
    return sum(r[1] * r[0] for r in m) + x


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 3)]
