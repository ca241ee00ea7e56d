"""A generator is passed to a function whose own names are those that the generator reads."""


def total(items, x):
    w = 0.1
    return x * sum(items) + w


def largest(items, k):
    best = 0.0
    for x in items:
        if x > best:
            best = x * k
    return best


def f(x):
    w = 3.0
    return total((w * x * k for k in (1.0, 2.0)), 10.0) + largest((w * x + k for k in (0.5, 0.1) if k * x > 0.2), 2.0)


wrt = ("x",)
points = [(1.5,), (0.6,), (-1.0,)]
