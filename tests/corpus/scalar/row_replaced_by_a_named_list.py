"""A row of a list of rows becomes a list that has a name; either is changed as the other then."""


def f(x):
    a = [x[0], x[1]]
    rows = [[x[1]], [x[2]]]
    rows[0] = a
    rows[0].append(x[2] ** 2)
    rows[1] = [a[2], a[0]]
    return rows[0][2] * rows[0][1] + rows[1][0] * a[0]


wrt = ("x",)
points = [([0.7, 0.4, 1.3],)]
