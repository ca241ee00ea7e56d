"""A row of a list of lists keeps its name when the list grows."""


def f(x):
    rows = [[x[0], x[1]], [x[1], x[2]]]
    last = rows[-1]
    rows.append([x[0] * x[2], 2.0])
    return last[0] * last[1] * rows[2][0]


wrt = ("x",)
points = [([0.5, 0.7, -0.3],)]
