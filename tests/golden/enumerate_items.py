"""Items with their numbers."""


def f(x):
    total = 0.0
    for k, v in enumerate(x):
        total += k * v * v
    return total


BY = "x"
AT = ([0.5, 1.5, -1.0],)
