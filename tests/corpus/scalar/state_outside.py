"""Counters, tables and notes that outlive the call: of the module, of an object, of a function, of a closure."""

import functools

table = {}
notes = []
settings = {"trips": 3, "calls": 0}


def factor(n):
    if n not in table:
        table[n] = sum(k * k for k in range(n + 1))
    return table[n]


def counted(function):
    @functools.wraps(function)
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


@counted
def cube(x):
    return x**3


class Law:
    def __init__(self, k):
        self.k, self.calls, self.seen = k, 0, None

    def __call__(self, x):
        self.calls += 1
        self.seen = x * self.k
        return self.seen * x


law = Law(1.5)


def numbered():
    count = 0

    def power(x):
        nonlocal count
        count += 1
        return x**count

    def both(x):
        nonlocal count
        count = 0
        return power(x) + power(x)

    return both


both = numbered()


def f(x, n):
    settings["calls"] += 1
    for k in range(settings["trips"]):
        notes.append(k)
        x = x + 0.1 * factor(k % n) * cube(x)
    return law(x) + law(x * x) + both(x)


wrt = ("x",)
points = [(0.4, 1), (0.4, 2), (-0.3, 3)]
