"""A nested list whose rows are one and the same list."""


def f(x, y):
    row = [x, y]
    m = [row, row]
    m[0][1] = x * x
    m[1][0] = m[1][0] * y
    return m[0][0] * m[1][1]


wrt = ("x", "y")
points = [(0.7, 1.3)]
