"""What the body of a `try` reads or unpacks is not used, and still decides which way is gone."""


def f(x, y):
    rows, values = [], []
    for k in range(3):
        rows.append([x * k, y])
        values.append(x * k)
    found = 1.0
    try:
        row = rows[5]
    except IndexError:
        found = 2.0
    try:
        rows[-1]
    except IndexError:
        found *= 5.0
    try:
        a, b = values
    except ValueError:
        a = b = x * y
    try:
        float("none")
    except ValueError:
        found *= 3.0
    return found * x * a + b * rows[1][0]


wrt = ("x", "y")
points = [(0.7, 0.4)]
