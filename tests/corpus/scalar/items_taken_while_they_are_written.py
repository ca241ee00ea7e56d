"""Rows that are taken out of a list while an item of them is read by a computed index, or written."""


def f(x):
    rows = [[x[0], 2.0 * x[1]], [x[1], x[0] * x[1]], [x[0] ** 2, x[1]]]
    total = rows[-1][len(rows.pop()) - 2]
    rows[-1][0] += 5.0 * rows.pop()[0]
    return total * rows[-1][0]


wrt = ("x",)
points = [([0.7, 1.3],)]
may_refuse = True
