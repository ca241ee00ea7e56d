"""A loop over a list that is differentiated: of no, one, two and three elements."""


def f(values, k):
    s = 1.0
    for v in values:
        s = s * v + k
    return s


wrt = ("values", "k")
points = [([0.3], 0.7), ([0.3, -1.1], 0.7), ([0.3, -1.1, 2.0], 0.7)]
