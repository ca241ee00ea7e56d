"""Lists that had names become rows, which are taken out, replaced and changed."""


def f(x):
    first = [v for v in x]
    second = [2.0 * v for v in x]
    rows = [first, second]
    for k in range(2):
        row = rows[k]
        rows[k] = [x[2] * row[0]]
        row.append(x[0] ** 2)
        row[0] *= row[-1]
        rows[k].append(row[0] * row[1])
    return rows[0][1] * rows[1][0] + rows[1][1]


wrt = ("x",)
points = [([0.7, 0.4, 1.3],)]
