"""A generator function beside a list in zip, whichever ends first, and with numbers in enumerate."""


def powers(x):
    p = x
    while True:
        yield p
        p = p * x


def few(x):
    yield x
    yield x * x


def f(x, values):
    total = 0.0
    for p, v in zip(powers(x), values):
        total += p * v
    for v, p in zip(values, powers(x)):
        total += p * v * v
    for k, (p, v) in enumerate(zip(few(x), values), 1):
        total += k * p / v
    return total


wrt = ("x", "values")
points = [(0.7, [1.5, 0.4, 2.2]), (0.7, [1.5])]
