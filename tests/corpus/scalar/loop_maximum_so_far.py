"""A running maximum kept in a branch: the derivative goes to the element that won."""


def f(values):
    best = values[0]
    where = 0
    for i, v in enumerate(values):
        if v > best:
            best, where = v, i
    return best * best * (where + 1)


wrt = ("values",)
points = [([0.4, 2.1, -0.6, 1.9],)]
