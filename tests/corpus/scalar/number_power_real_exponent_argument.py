"""An exponent that only the caller knows to be an int, under a base of either sign."""


def power(base, exponent):
    return base**exponent


def f(x, k):
    s = 0.0
    for n in range(k):
        s += power(x, n) / (n + 1.0)
    return s


wrt = ("x",)
points = [(-1.5, 0), (-1.5, 1), (-1.5, 4), (0.0, 4), (0.5, 4)]
