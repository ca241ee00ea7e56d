"""A row that another one has taken the place of is changed by its name."""


def f(x):
    rows = [[k * v for v in x] for k in (1.0, 2.0)]
    for k in range(2):
        row = rows[k]
        rows[k] = [x[2] * row[0]]
        row.append(x[0] ** 2)
        row[0] *= row[-1]
        rows[k].append(row[0] * row[1])
    return rows[0][1] * rows[1][0] + rows[1][1]


wrt = ("x",)
points = [([0.7, 0.4, 1.3],)]
