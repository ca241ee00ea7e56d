"""Rows of a list of rows are replaced by others, of other lengths, in loops and on a path."""


def f(x):
    rows = [[x[0]] * 2, [x[1]] * 3, [x[2]]]
    total = 0.0
    for j in range(2):
        for k in range(3):
            rows[k] = [v * x[k] * (k + 1) for v in rows[k]] + [rows[(k + 1) % 3][-1] * x[j]]
            total += rows[k][0] ** 2
            if x[k] > 0.5:
                rows[k] = [x[0] * total]
    return sum(sum(v**2 for v in row) for row in rows)


wrt = ("x",)
points = [([0.7, 0.4, 1.3],), ([0.2, 0.8, -0.6],)]
