"""Defaults that are lists and dicts, only read by a helper."""


def law(x, factors=[1.0, 2.0], options={"shift": 0.5}, args=()):
    total = options["shift"] + len(args)
    for f in factors:
        total += f * x
    return total * x


def f(x):
    return law(x) + law(x * x, [3.0])


wrt = ("x",)
points = [(0.7,)]
