"""Items of a list that are overwritten: what was there is put back on the way back."""


def f(x, n):
    values = [x, 1.0]
    for _ in range(n):
        values[0] = values[0] * values[1]
        values[1] = values[1] + values[0]
    return values[1]


BY = "x"
AT = 0.6, 3
