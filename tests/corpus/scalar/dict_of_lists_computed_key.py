"""Lists in a dict that is written out, read and replaced under keys that are computed."""


def f(x, names):
    rows = {"p": [x[0], x[1]], "q": [x[2]], "r": [x[0]]}
    for name in names:
        row = rows[name]
        rows[name] = [v * x[1] for v in row] + [row[0] ** 2]
    return rows["p"][-1] * rows["q"][0] + rows["r"][-1] * rows["p"][1]


wrt = ("x",)
points = [([0.4, 0.7, 1.1], ["p", "q", "p", "r"])]
