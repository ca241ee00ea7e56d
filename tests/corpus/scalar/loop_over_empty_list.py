"""A loop over an empty list: the result does not depend on it, and its derivative is an empty list."""


def f(values, k):
    s = k * k
    for v in values:
        s = s * v + k
    return s


wrt = ("values", "k")
points = [([], 0.7), ([2.0], 0.7)]
